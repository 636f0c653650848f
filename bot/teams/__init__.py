"""The wire to Teams: activities in, cards out, tokens, HTTP. Knows nothing of cases or conversations."""
