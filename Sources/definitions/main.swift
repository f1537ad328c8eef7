import Dataswarm
import Pipelines

definitions.main()
