import Dataswarm

/// Finds the week's cat GIFs in the request logs, keeps the ten most popular and posts them as a page.
///
/// The week is the seven days that end at the ds. `driver --ds 2016-04-26` runs it for the last day of the logs, and
/// `driver --ds 2016-04-26 --only dump` just the one task.
let catGIFs = Pipeline("cat_gifs", schedule: .daily.starting("2016-04-20").ending("2016-04-26")) {
    Defaults(
        owner: "growth",
        retries: .upTo(3, backoff: .exponential(from: .seconds(10))),
        timeout: .minutes(10),
        workingFolder: "Pipelines"
    )

    let find = Task("find", Shell("Scripts/cat_gifs/find.sh \(.ds - 6.days) \(.ds) Data/requests \(.output)"))
    let dump = Task("dump", Shell("Scripts/cat_gifs/dump.sh \(find.output)/cat_gifs.tsv \(.output)"), depList: [find])
    Task("post", Shell("Scripts/cat_gifs/post.sh \(.ds) \(dump.output)/cats.tsv \(.output)"), depList: [dump])
}
