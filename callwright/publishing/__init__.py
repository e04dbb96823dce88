"""Publishing: a flow, proven, spoken and compared with what is live, becomes what new calls take."""
