package org.bancada.core;

/** Carries a {@link Problem} to whoever can show it. */
public final class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.line(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem == null ? Problem.of(getMessage()) : problem;
    }
}
