import Testing

/// What happens to a run when something breaks: each test kills, fills, cuts or crowds out the real `driver`, and looks
/// at what is left and at what the next start makes of it.
///
/// One at a time, because each loads the machine on its own. `DATASWARM_THOROUGH=1` has them do it more often.
@Suite(.serialized, .onOwnThread) enum FaultTests {}
