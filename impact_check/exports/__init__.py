"""A report -> what committees, calendars and spreadsheets take."""
