// Every test here calls `driver` in a sandbox, and none should have to say where that comes from.
@_exported import TestSupport
