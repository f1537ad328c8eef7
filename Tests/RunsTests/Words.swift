import Dataswarm

/// The ds of every test.
let day = "2016-04-26"

/// What a task is that a test needs no more of.
let work = Shell("work")
