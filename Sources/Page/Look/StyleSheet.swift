/// How the pages look: quiet and dense, so that what needs somebody stands out; on light and dark ground, on paper and on a
/// telephone.
///
/// The colours of states are apart from each other for normal sight, protanopia, deuteranopia and tritanopia.
public enum StyleSheet {
    public static let text = """
        :root{color-scheme:light dark;--ground:#fff;--raised:#f7f8fa;--ink:#1b1f24;--faint:#5b6470;--line:#dfe3e8;--accent:#1f5fbf;
        --succeeded:#0d9362;--running:#428ffa;--waiting:#475666;--failed:#952923;--upstream_failed:#ac5e30;--skipped:#615f57;
        --cancelled:#8e09bf;--lost:#eb43b8;--held:#b69006;--none:#7b838d}
        @media(prefers-color-scheme:dark){:root{--ground:#16181c;--raised:#1e2126;--ink:#e6e8eb;--faint:#9aa3ae;--line:#30353c;
        --accent:#7eb0ff;--succeeded:#19df3d;--running:#6c92f0;--waiting:#8aa0b0;--failed:#d67068;--upstream_failed:#c98244;
        --skipped:#b3afa7;--cancelled:#c06bf0;--lost:#eeb3df;--held:#f5ecbb;--none:#8b939d}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.45 ui-sans-serif,system-ui,sans-serif}
        a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
        :focus-visible{outline:2px solid var(--accent);outline-offset:1px}
        .skip{position:absolute;left:-99em}.skip:focus{left:8px;top:8px;background:var(--ground);padding:4px 8px}
        header{display:flex;flex-wrap:wrap;gap:4px 18px;align-items:center;padding:8px 16px;border-bottom:1px solid var(--line)}
        header b{font-size:15px}nav{display:flex;gap:14px}nav [aria-current]{color:var(--ink);font-weight:600}
        header form{margin-left:auto;display:flex;gap:6px}
        main{padding:12px 16px 40px;max-width:1500px}
        h1{font-size:18px;margin:6px 0 2px}h2{font-size:14px;margin:22px 0 6px}
        .sub{color:var(--faint);margin:0 0 10px}
        table{border-collapse:collapse;width:100%}th{font-weight:500;color:var(--faint);text-align:left}
        th,td{padding:4px 14px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
        pre{margin:6px 0;padding:8px 10px;background:var(--raised);border:1px solid var(--line);border-radius:6px;overflow:auto;
        font:12px/1.5 ui-monospace,monospace;max-height:60vh}
        .card{border:1px solid var(--line);border-left:3px solid var(--failed);border-radius:6px;padding:8px 12px;margin:0 0 10px}
        .card p{margin:2px 0}
        .empty{color:var(--faint)}.scroll{overflow-x:auto}
        .state{white-space:nowrap;color:var(--none)}
        .succeeded{color:var(--succeeded)}.running{color:var(--running)}.waiting{color:var(--waiting)}
        .failed{color:var(--failed);font-weight:600}.upstream_failed{color:var(--upstream_failed)}.skipped{color:var(--skipped)}
        .cancelled{color:var(--cancelled)}.lost{color:var(--lost);font-weight:600}.held{color:var(--held)}
        .grid{width:auto}.grid th,.grid td{padding:1px 3px;border:0;white-space:nowrap}
        .grid thead th{font-size:11px;writing-mode:vertical-rl;transform:rotate(180deg);padding:3px 0}
        .grid tbody th{padding-right:12px;font-weight:400;color:var(--ink)}
        .grid td a{display:block;width:20px;height:20px;line-height:20px;text-align:center;border-radius:4px;color:inherit}
        .grid td a:hover{background:var(--raised);text-decoration:none}.grid .group th{font-weight:600;padding-top:8px}
        .grid td.failed a,.grid td.lost a{background:var(--failed);color:var(--ground)}.grid td.lost a{background:var(--lost)}
        .grid td.succeeded{opacity:.55}
        input,button,select{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:5px;padding:3px 8px}
        button{cursor:pointer}button.act{border-color:var(--accent);color:var(--accent)}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:6px 0}dt{color:var(--faint)}dd{margin:0}
        footer{padding:8px 16px;color:var(--faint);border-top:1px solid var(--line)}#stale{color:var(--failed)}
        img.graph{max-width:100%;height:auto}
        @media(max-width:600px){th,td{padding-right:8px}header form{margin-left:0;width:100%}header input{flex:1}main{padding:8px}}
        @media print{header form,nav,footer,.acts{display:none}body{background:#fff;color:#000}}
        """
}
