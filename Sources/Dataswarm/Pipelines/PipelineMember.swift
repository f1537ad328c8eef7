/// What a pipeline is made of: a ``Task`` or a ``Group``. What can only be waited for, such as another pipeline, is none.
public protocol PipelineMember: Node {}

extension Task: PipelineMember {}
extension Group: PipelineMember {}
