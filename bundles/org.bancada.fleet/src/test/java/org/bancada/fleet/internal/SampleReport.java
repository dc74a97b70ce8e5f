package org.bancada.fleet.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report as a healthy lab PC sends it; single sections can be replaced. */
final class SampleReport {
    private final Map<String, String> sections = new LinkedHashMap<>();

    SampleReport() {
        sections.put("cctk -o /dev/stdout", """
                [cctk]
                acpower=off
                bootorder=legacytype,+hdd,-cdrom
                advsm=TEMPERATURE_1:41
                advsm=CD_1:0
                svctag=ABC1234
                wakeonlan=lanonly
                ;chassisintrustatus=doorclosed
                """);
        sections.put("cat /proc/meminfo", "MemTotal:        7997824 kB\nMemFree:  100 kB\nMemAvailable:    5321000 kB\nSwapTotal:       2097148 kB\n");
        sections.put("df", """
                Filesystem     1K-blocks     Used Available Use% Mounted on
                udev             3981212        0   3981212   0% /dev
                tmpfs             799784     1234    798550   1% /run
                /dev/sda2       30832636  9251336  19989324  32% /
                /dev/mapper/very-long-volume-group-name-qcow2
                               476000000 50000000 401000000  12% /qcow2/user
                """);
        sections.put("cat /proc/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo:  123456     100    0    0    0     0          0         0   123456     100    0    0    0     0       0          0
                  eth0:987654321  700000    3    0    0     0          0         0 12345678   60000    1    0    0     0       0          0
                """);
        sections.put("cat /proc/net/wireless", """
                Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
                 face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
                """);
        sections.put("ip addr", """
                1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
                    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
                    inet 127.0.0.1/8 scope host lo
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
                    link/ether 18:03:73:AA:BB:CC brd ff:ff:ff:ff:ff:ff
                    inet 10.1.2.3/24 brd 10.1.2.255 scope global dynamic eth0
                       valid_lft 80000sec preferred_lft 80000sec
                    inet6 fe80::1a03:73ff:feaa:bbcc/64 scope link
                3: virbr0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN group default
                    link/ether 52:54:00:11:22:33 brd ff:ff:ff:ff:ff:ff
                    inet 192.168.122.1/24 brd 192.168.122.255 scope global virbr0
                """);
        sections.put("ip route", "default via 10.1.2.1 dev eth0 proto dhcp metric 100\n10.1.2.0/24 dev eth0 proto kernel scope link src 10.1.2.3\n");
        sections.put("ethtool eth0", "Settings for eth0:\n\tSpeed: 1000Mb/s\n\tDuplex: Full\n\tSupports Wake-on: pumbg\n\tWake-on: g\n\tLink detected: yes\n");
        sections.put("dmidecode", """
                # dmidecode 3.3
                Handle 0x0001, DMI type 1, 27 bytes
                System Information
                \tManufacturer: Dell Inc.
                \tProduct Name: OptiPlex 7010
                \tVersion: 01
                \tSerial Number: ABC1234
                \tUUID: 4c4c4544-0042-4310-8031-c4c04f313233

                Handle 0x0002, DMI type 4, 42 bytes
                Processor Information
                \tVersion: Intel(R) Core(TM) i7-3770 CPU @ 3.40GHz
                \tStatus: Populated, Enabled
                \tCore Count: 4
                \tThread Count: 8

                Handle 0x0003, DMI type 17, 34 bytes
                Memory Device
                \tSize: 8192 MB
                \tLocator: DIMM1
                \tType: DDR3
                \tSpeed: 1600 MT/s

                Handle 0x0004, DMI type 17, 34 bytes
                Memory Device
                \tSize: No Module Installed
                \tLocator: DIMM2
                """);
        sections.put("lspci -nnk", """
                00:02.0 VGA compatible controller [0300]: Intel Corporation Xeon E3-1200 v2/3rd Gen Core processor Graphics Controller [8086:0152] (rev 09)
                \tSubsystem: Dell Device [1028:0577]
                \tKernel driver in use: i915
                00:19.0 Ethernet controller [0200]: Intel Corporation 82579LM Gigabit Network Connection [8086:1502] (rev 04)
                \tSubsystem: Dell Device [1028:0577]
                \tKernel driver in use: e1000e
                """);
        sections.put("sensors", "coretemp-isa-0000\nAdapter: ISA adapter\nPackage id 0:  +41.0°C  (high = +80.0°C, crit = +100.0°C)\n\ndell_smm-virtual-0\nProcessor Fan: 1100 RPM\n");
        sections.put("lsblk -b -P -o NAME,SIZE,TYPE,ROTA,MODEL,SERIAL", """
                NAME="sda" SIZE="500107862016" TYPE="disk" ROTA="0" MODEL="Samsung\\x20SSD\\x20860" SERIAL="S3Z1"
                NAME="sda1" SIZE="1048576" TYPE="part" ROTA="0" MODEL="" SERIAL=""
                NAME="loop0" SIZE="1048576" TYPE="loop" ROTA="0" MODEL="" SERIAL=""
                """);
        sections.put("date +%s", "1763715600\n");
        sections.put("bancada-node", """
                scripts.version=1
                report.interval=900
                ssh.port=2222
                guest.open=no
                image.ubuntu.file=aaaa
                image.ubuntu.name=Ubuntu 24.04 = good
                image.ubuntu.version=3
                """);
    }

    SampleReport with(String command, String output) {
        sections.put(command, output);
        return this;
    }

    SampleReport replacing(String command, String old, String fresh) {
        String output = sections.get(command);
        if (!output.contains(old)) {
            throw new IllegalArgumentException(old);
        }
        return with(command, output.replace(old, fresh));
    }

    SampleReport without(String command) {
        sections.remove(command);
        return this;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        sections.forEach((command, output) -> text.append("---- ").append(command).append(" ----\n").append(output));
        return text.toString();
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
