"""The engine on live FreeSWITCH channels; the only room that knows gevent and greenswitch."""
