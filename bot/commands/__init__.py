"""The sub-commands of app.py, a module for each: what is not asked for is not loaded."""
