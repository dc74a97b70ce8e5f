package org.bancada.collector.internal;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bancada.core.DataFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A real Apache Felix with its HTTP service and configuration admin, started inside the test. What the test itself refers to (servlet API,
 * ConfigurationAdmin) comes from the test's class path and is exported by the framework.
 */
final class FelixHttp implements AutoCloseable {
    private static final String EXPORTED = "jakarta.servlet;jakarta.servlet.annotation;jakarta.servlet.descriptor;jakarta.servlet.http;version=\"6.0\","
            + "javax.servlet;javax.servlet.annotation;javax.servlet.descriptor;javax.servlet.http;version=\"4.0\","
            + "javax.servlet;javax.servlet.annotation;javax.servlet.descriptor;javax.servlet.http;version=\"3.1\","
            + "org.osgi.service.cm;version=\"1.6.1\",org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=\"2.0.17\"";
    private static final String CONTRACTS = "osgi.contract;osgi.contract=JavaServlet;version:List<Version>=\"3.1,4.0\","
            + "osgi.contract;osgi.contract=JakartaServlet;version:List<Version>=\"5.0,6.0\"";

    private final Framework framework;
    private final Path identity;

    FelixHttp(Path folder) throws Exception {
        identity = folder.resolveSibling(folder.getFileName() + "-identity");
        FrameworkFactory factory = (FrameworkFactory) Class.forName("org.apache.felix.framework.FrameworkFactory").getConstructor().newInstance();
        framework = factory.newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString(), Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT, Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, EXPORTED,
                Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, CONTRACTS, "org.apache.felix.http.require.config", "true", "felix.log.level", "1"));
        framework.start();
        List<Bundle> installed = new ArrayList<>();
        for (String type : List.of("org.apache.commons.io.IOUtils", "org.apache.commons.fileupload.FileItem",
                "org.apache.felix.cm.impl.ConfigurationManager", "org.apache.felix.http.jetty.ConnectorFactory")) {
            Class<?> of = Class.forName(type, false, getClass().getClassLoader());
            installed.add(framework.getBundleContext().installBundle(of.getProtectionDomain().getCodeSource().getLocation().toString()));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    /** The same keys and certificate for each test, since making them takes a second. */
    void lendIdentity(DataFolder data) throws Exception {
        if (!Files.exists(identity)) {
            Files.createDirectories(identity);
            new TlsIdentity(identity, InstantSource.system()).ready(OwnNames.of(InetAddress.getByName("127.0.0.1"), Set.of()));
        }
        Files.createDirectories(data.keys());
        try (var files = Files.newDirectoryStream(identity)) {
            for (Path file : files) {
                Files.copy(file, data.keys().resolve(file.getFileName()));
            }
        }
    }

    BundleContext bundles() {
        return framework.getBundleContext();
    }

    ConfigurationAdmin configurations() {
        return bundles().getService(bundles().getServiceReference(ConfigurationAdmin.class));
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }
}
