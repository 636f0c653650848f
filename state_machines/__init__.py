"""How things move: charts as plain data and the one engine that runs them."""
