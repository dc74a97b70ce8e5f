package org.bancada.cli.internal.verbs;

import org.bancada.cli.internal.TestVerbs;

/** Every verb of this bundle, as Declarative Services would offer them. */
public final class AllVerbs {
    private AllVerbs() {
    }

    public static TestVerbs in(TestVerbs verbs) {
        return verbs.verb("data set-aside", DataSetAsideVerb::new).verb("nodes", NodesVerb::new).verb("node", NodeVerb::new).verb("run", RunVerb::new).verb("copy", CopyVerb::new)
                .verb("wake", WakeVerb::new).verb("reboot", RebootVerb::new).verb("poweroff", PowerOffVerb::new)
                .verb("hostkey show", HostKeyShowVerb::new).verb("hostkey accept", HostKeyAcceptVerb::new).verb("hostkey forget", HostKeyForgetVerb::new)
                .verb("images", ImagesVerb::new).verb("image import", ImageImportVerb::new)
                .verb("rollout start", RolloutStartVerb::new).verb("rollout list", RolloutListVerb::new).verb("rollout report", RolloutReportVerb::new).verb("rollout show", RolloutShowVerb::new)
                .verb("rollout pause", RolloutPauseVerb::new).verb("rollout resume", RolloutResumeVerb::new).verb("rollout retry", RolloutRetryVerb::new)
                .verb("rollout rollback", RolloutRollbackVerb::new).verb("rollout cancel", RolloutCancelVerb::new)
                .verb("guests", GuestsVerb::new).verb("guest start", GuestStartVerb::new).verb("guest stop", GuestStopVerb::new)
                .verb("guest off", GuestOffVerb::new).verb("guest console", GuestConsoleVerb::new)
                .verb("guest snapshot create", GuestSnapshotCreateVerb::new).verb("guest snapshot list", GuestSnapshotListVerb::new)
                .verb("guest snapshot revert", GuestSnapshotRevertVerb::new).verb("guest snapshot delete", GuestSnapshotDeleteVerb::new)
                .verb("station", StationVerb::new).verb("places export", PlacesExportVerb::new).verb("places import", PlacesImportVerb::new)
                .verb("deferred list", DeferredListVerb::new).verb("deferred cancel", DeferredCancelVerb::new).verb("audit", AuditVerb::new)
                .verb("alerts", AlertsVerb::new).verb("alerts rules", AlertsRulesVerb::new).verb("alerts rule add", AlertRuleAddVerb::new)
                .verb("alerts rule remove", AlertRuleRemoveVerb::new).verb("alerts rule enable", AlertRuleEnableVerb::new)
                .verb("alerts rule disable", AlertRuleDisableVerb::new).verb("alerts ack", AlertAckVerb::new).verb("alerts mute", AlertMuteVerb::new)
                .verb("alerts deliver", AlertsDeliverVerb::new).verb("alerts deliver mail", AlertsDeliverMailVerb::new)
                .verb("alerts deliver webhook", AlertsDeliverWebhookVerb::new).verb("alerts test", AlertsTestVerb::new)
                .verb("practice start", PracticeStartVerb::new).verb("practice stop", PracticeStopVerb::new)
                .verb("practice status", PracticeStatusVerb::new).verb("practice fault", PracticeFaultVerb::new).verb("practice tour", PracticeTourVerb::new)
                .verb("logs search", LogsSearchVerb::new).verb("logs tail", LogsTailVerb::new).verb("logs top", LogsTopVerb::new)
                .verb("logs histogram", LogsHistogramVerb::new).verb("logs around", LogsAroundVerb::new)
                .verb("logs save", LogsSaveVerb::new).verb("logs saved", LogsSavedVerb::new)
                .verb("logs rename", LogsRenameVerb::new).verb("logs forget", LogsForgetVerb::new).verb("logs export", LogsExportVerb::new).verb("logs retention", LogsRetentionVerb::new)
                .verb("metrics", MetricsVerb::new).verb("metrics show", MetricsShowVerb::new)
                .verb("metrics source show", MetricsSourceShowVerb::new).verb("metrics source use", MetricsSourceUseVerb::new)
                .verb("metrics source test", MetricsSourceTestVerb::new).verb("why", WhyVerb::new);
    }
}
