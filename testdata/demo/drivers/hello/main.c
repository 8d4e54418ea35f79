const char hello[] = "hello";
