/// What makes the pages live where a browser runs it: they read and act without.
///
/// When something was put on record, the page is asked for anew and the changed part of it exchanged, with the focus where it was.
/// `/` goes to the selector box, `j` and `k` to the next and the last link of the page, `?` says so.
public enum Script {
    public static let text = """
        "use strict";
        const stale = document.getElementById("stale");
        const say = text => { if (stale.textContent !== text) stale.textContent = text; };
        let asked = false, again = false;
        async function renew() {
          if (asked) { again = true; return; }
          asked = true;
          try {
            const answer = await fetch(location.href, {headers: {"Accept": "text/html"}});
            if (!answer.ok) { say("not current: the service answers " + answer.status); return; }
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.querySelector("main"), old = document.querySelector("main");
            if (fresh && old && fresh.innerHTML !== old.innerHTML && !old.contains(document.activeElement?.closest("form"))) {
              const focus = document.activeElement?.getAttribute("href");
              old.replaceWith(fresh);
              if (focus) fresh.querySelector('a[href="' + CSS.escape(focus) + '"]')?.focus({preventScroll: true});
            }
            say("");
          } catch { say("not current since " + new Date().toLocaleTimeString()); }
          finally { asked = false; if (again) { again = false; renew(); } }
        }
        const events = new EventSource("/events");
        events.onmessage = renew;
        events.onerror = () => say("not current since " + new Date().toLocaleTimeString() + ": the service does not answer");
        events.onopen = () => { if (stale.textContent) renew(); };
        addEventListener("keydown", event => {
          if (event.target.closest("input,textarea,select") || event.ctrlKey || event.metaKey || event.altKey) return;
          const links = [...document.querySelectorAll("main a")];
          const place = links.indexOf(document.activeElement);
          if (event.key === "/") { document.querySelector("input[type=search]")?.focus(); event.preventDefault(); }
          else if (event.key === "j") links[Math.min(place + 1, links.length - 1)]?.focus();
          else if (event.key === "k") links[Math.max(place - 1, 0)]?.focus();
          else if (event.key === "?") say("/ selects, j and k go down and up, Enter opens");
        });
        """
}
