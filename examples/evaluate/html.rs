//! The scores as one page that needs nothing else: bars, then the misses with the stretch underlined.

use std::fmt::Write;

use super::score::{Miss, Scores, percent};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ddd}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bar{background:#e6e6e6;height:.8rem;width:14rem}\
.bar i{display:block;height:100%;background:#2b6cb0}mark{background:#fde68a}.alarm mark{background:#fecaca}\
li{margin:.3rem 0;white-space:pre-wrap}small{color:#555}";

/// The page.
pub fn page(title: &str, scores: &Scores) -> String {
    let mut out = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><style>{STYLE}</style><h1>{title}</h1>",
        title = escaped(title)
    );
    let total = scores.total();
    let _ = write!(
        out,
        "<p>{} messages, {} words. Covered {:.1} %, leaked characters {:.1} %, {:.2} false alarms per 1000 words. Messages \
         with personal data left with none: {:.1} %; clean messages untouched: {:.1} %.",
        scores.messages,
        scores.words,
        percent(total.covered, total.n),
        percent(total.leaked, total.characters),
        scores.alarms_per_thousand(),
        percent(scores.leak_free, scores.with_personal_data),
        percent(scores.clean_untouched, scores.clean),
    );
    let kinds = scores.kinds.iter().map(|(name, kind)| (name.as_str(), kind.covered, kind.n));
    table(&mut out, "Kind", kinds);
    table(
        &mut out,
        "Register",
        scores.by_register.iter().map(|(name, (covered, all))| (name.as_str(), *covered, *all)),
    );
    table(&mut out, "Origin", scores.by_origin.iter().map(|(name, (covered, all))| (name.as_str(), *covered, *all)));
    for (heading, missed, class) in [("Missed", true, "miss"), ("False alarms", false, "alarm")] {
        let _ = write!(out, "<h2>{heading}</h2><ul class={class}>");
        for miss in scores.misses.iter().filter(|miss| miss.missed == missed) {
            item(&mut out, miss);
        }
        out.push_str("</ul>");
    }
    out
}

fn table<'a>(out: &mut String, heading: &str, rows: impl Iterator<Item = (&'a str, usize, usize)>) {
    let _ = write!(out, "<h2>{heading}</h2><table><tr><th>{heading}<th class=n>marks<th class=n>covered<th>");
    for (name, covered, all) in rows {
        let share = percent(covered, all);
        let _ = write!(
            out,
            "<tr><td>{}<td class=n>{all}<td class=n>{share:.1} %<td><div class=bar role=img aria-label=\"{share:.1} per \
             cent\"><i style=\"width:{share:.1}%\"></i></div>",
            escaped(name)
        );
    }
    out.push_str("</table>");
}

fn item(out: &mut String, miss: &Miss) {
    let _ = write!(
        out,
        "<li><small>{} {}</small> {}<mark>{}</mark>{}",
        escaped(&miss.what),
        escaped(&miss.id),
        escaped(&miss.text[..miss.start]),
        escaped(&miss.text[miss.start..miss.end]),
        escaped(&miss.text[miss.end..])
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
