"""The applications that a simulated switch knows: those of FreeSWITCH's usual modules."""

from __future__ import annotations

_NAMES = """
    answer att_xfer bgsystem bind_digit_action bind_meta_app block_dtmf break bridge bridge_export
    broadcast callcenter callcenter_track capture check_acl clear_digit_action clear_speech_cache cng_plc
    conference conference_set_auto_outcall db deduplicate_dtmf deflect delay_echo detect_audio
    detect_silence detect_speech digit_action_set_realm displace_session early_hangup eavesdrop echo
    enable_heartbeat enable_keepalive endless_playback enum eval event execute_extension export fax_detect
    fifo fifo_track_call filter_codecs flush_dtmf gentones group hangup hash hold httapi info intercept
    ivr jitterbuffer limit limit_execute limit_hash limit_hash_execute log loop_playback lua media_reset
    mkdir multiset multiunset mutex native_eavesdrop novideo page park park_state phrase pickup
    play_and_detect_speech play_and_get_digits playback pre_answer preprocess presence privacy push
    queue_dtmf read record record_session record_session_mask record_session_pause record_session_resume
    record_session_unmask recovery_refresh redirect remove_bugs rename respond reuse_caller_profile
    ring_ready rxfax say sched_broadcast sched_cancel sched_hangup sched_heartbeat sched_transfer
    send_display send_dtmf send_info session_loglevel set set_audio_level set_global set_media_stats
    set_mute set_name set_profile_var set_user set_zombie_exec sleep socket soft_hold sound_test
    spandsp_start_dtmf spandsp_start_fax_detect spandsp_start_tone_detect spandsp_stop_dtmf
    spandsp_stop_fax_detect spandsp_stop_tone_detect speak start_dtmf start_dtmf_generate stop
    stop_displace_session stop_dtmf stop_dtmf_generate stop_record_session stop_tone_detect stopfax
    strftime system t38_gateway three_way tone_detect transfer transfer_vars txfax unbind_meta_app
    unblock_dtmf unhold unset unshift valet_park verbose_events voicemail wait_for_answer
    wait_for_silence
"""

KNOWN = frozenset(_NAMES.split())
"""SWITCH_ADD_APP of mod_dptools, mod_conference, mod_fifo, mod_callcenter, mod_spandsp and the like."""
