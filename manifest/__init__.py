"""The Teams app package: what Teams shows of this bot before anybody talks to it."""
