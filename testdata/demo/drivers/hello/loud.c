const char loud_hello[] = "HELLO";
