"""The configuration of the tests' own FreeSWITCH: every module it has, all addresses 127.0.0.1."""

from __future__ import annotations

from pathlib import Path
from string import Template

MODULES = (
    "logfile", "event_socket", "commands", "dptools", "expr", "db", "hash", "dialplan_xml", "loopback",
    "sofia", "sndfile", "native_file", "tone_stream", "local_stream", "spandsp", "conference", "fifo", "lua",
    "valet_parking", "voicemail", "tts_commandline", "say_en", "say_zh", "test",
)  # fmt: skip

_DOCUMENT = Template("""<?xml version="1.0"?>
<document type="freeswitch/xml">
  <X-PRE-PROCESS cmd="set" data="local_ip_v4=127.0.0.1"/>
  <X-PRE-PROCESS cmd="set" data="domain=127.0.0.1"/>
  <X-PRE-PROCESS cmd="set" data="hold_music=silence_stream://-1"/>
  <section name="configuration">
    <configuration name="switch.conf"><settings>
      <param name="switchname" value="tests"/>
      <param name="max-sessions" value="4000"/>
      <param name="sessions-per-second" value="400"/>
      <param name="loglevel" value="debug"/>
      <param name="rtp-start-port" value="$rtp_first"/>
      <param name="rtp-end-port" value="$rtp_last"/>
      <param name="dump-cores" value="no"/>
    </settings></configuration>
    <configuration name="modules.conf"><modules>$modules</modules></configuration>
    <configuration name="post_load_modules.conf"><modules/></configuration>
    <configuration name="logfile.conf"><settings/><profiles><profile name="default"><settings/>
      <mappings><map name="all" value="console,debug,info,notice,warning,err,crit,alert"/></mappings>
    </profile></profiles></configuration>
    <configuration name="event_socket.conf"><settings>
      <param name="nat-map" value="false"/>
      <param name="listen-ip" value="127.0.0.1"/>
      <param name="listen-port" value="$esl_port"/>
      <param name="password" value="$password"/>
      <param name="stop-on-bind-error" value="true"/>
    </settings></configuration>
    <configuration name="acl.conf"><network-lists/></configuration>
    <configuration name="timezones.conf"><timezones/></configuration>
    <configuration name="db.conf"><settings/></configuration>
    <configuration name="hash.conf"><remotes/></configuration>
    <configuration name="loopback.conf"><settings/></configuration>
    <configuration name="lua.conf"><settings/></configuration>
    <configuration name="local_stream.conf">
      <directory name="none" path="/nowhere"><param name="rate" value="8000"/></directory>
    </configuration>
    <configuration name="spandsp.conf"><fax-settings>
      <param name="use-ecm" value="true"/><param name="spool-dir" value="$$$${temp_dir}"/>
    </fax-settings></configuration>
    <configuration name="fifo.conf"><settings/><fifos/></configuration>
    <configuration name="voicemail.conf"><settings/><profiles/></configuration>
    <configuration name="conference.conf"><advertise/><caller-controls/>
      <profiles><profile name="default">
        <param name="domain" value="127.0.0.1"/><param name="rate" value="8000"/>
      </profile></profiles>
    </configuration>
    <configuration name="tts_commandline.conf"><settings>
      <param name="command" value="espeak-ng -v $$$${voice} --stdout $$$${text} -w $$$${file}"/>
    </settings></configuration>
    <configuration name="sofia.conf"><global_settings><param name="log-level" value="0"/></global_settings>
      <profiles><profile name="internal">
        <domains><domain name="127.0.0.1" alias="true" parse="false"/></domains>
        <settings>
          <param name="sip-ip" value="127.0.0.1"/><param name="rtp-ip" value="127.0.0.1"/>
          <param name="sip-port" value="$sip_port"/><param name="context" value="$sip_context"/>
          <param name="dialplan" value="XML"/><param name="tls" value="false"/>
          <param name="inbound-codec-prefs" value="PCMU,PCMA"/>
          <param name="outbound-codec-prefs" value="PCMU,PCMA"/>
          <param name="rtp-timer-name" value="soft"/>
          <param name="dtmf-type" value="rfc2833"/><param name="rfc2833-pt" value="101"/>
          <param name="auth-calls" value="false"/><param name="accept-blind-reg" value="true"/>
          <param name="manage-presence" value="false"/>
        </settings>
      </profile></profiles>
    </configuration>
    $extra
  </section>
  <section name="dialplan">
    <context name="default">
      <X-PRE-PROCESS cmd="include" data="dialplan/default/*.xml"/>
    </context>
    <context name="public">
      <X-PRE-PROCESS cmd="include" data="dialplan/public/*.xml"/>
    </context>
  </section>
  <section name="directory"><domain name="127.0.0.1"/></section>
  <section name="languages">
    <language name="en" say-module="en"><phrases><macros/></phrases></language>
    <language name="zh" say-module="zh"><phrases><macros/></phrases></language>
  </section>
</document>
""")


def configuration(
    *,
    esl_port: int,
    password: str,
    sip_port: int,
    sip_context: str,
    rtp: tuple[int, int],
    modules: Path,
    extra: str,
) -> str:
    """The whole `freeswitch.xml`; loads those of MODULES that are in the folder `modules`."""
    present = [name for name in MODULES if (modules / f"mod_{name}.so").exists()]
    return _DOCUMENT.substitute(
        esl_port=esl_port,
        password=password,
        sip_port=sip_port,
        sip_context=sip_context,
        rtp_first=rtp[0],
        rtp_last=rtp[1],
        modules="".join(f'<load module="mod_{name}"/>' for name in present),
        extra=extra,
    )
