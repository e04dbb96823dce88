"""The switch's side: FreeSWITCH dialplan rendered from plain records."""
