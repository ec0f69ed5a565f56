//! Whether every public item shows how it is used, or says why it does not.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What can be used by itself; fields, variants and methods belong to one of these.
const KINDS: [&str; 6] = ["struct", "enum", "trait", "function", "constant", "macro"];

/// Items that have neither an example nor a line in `reasons`, and lines that no item needs.
pub fn missing(json: &Path, reasons: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let crate_: Value = serde_json::from_str(&fs::read_to_string(json)?)?;
    let reasons = fs::read_to_string(reasons)?;
    let mut reasons: BTreeMap<&str, &str> =
        reasons.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")).collect();
    let (index, paths) = (&crate_["index"], crate_["paths"].as_object().ok_or("no paths in the JSON")?);
    let mut complaints = Vec::new();
    let mut looked_at = 0;
    for (id, path) in paths {
        let item = &index[id];
        let kind = path["kind"].as_str().unwrap_or_default();
        if path["crate_id"] != 0 || item.is_null() || !KINDS.contains(&kind) {
            continue;
        }
        looked_at += 1;
        let name = item["name"].as_str().unwrap_or_default();
        let reason = reasons.remove(name);
        match (has_example(index, item), reason) {
            (false, None) => complaints.push(format!("{kind} {name}: no example, and no line in no-example.txt")),
            (true, Some(_)) => {
                complaints.push(format!("{kind} {name}: has an example, its line in no-example.txt can go"))
            }
            _ => {}
        }
    }
    complaints.extend(reasons.keys().map(|name| format!("{name}: in no-example.txt, but there is no such item")));
    if looked_at < 50 {
        return Err(format!("{looked_at} items: the JSON is not as it was").into());
    }
    Ok(complaints)
}

/// An example in the item's own documentation, or in that of one of its methods.
fn has_example(index: &Value, item: &Value) -> bool {
    let shows = |item: &Value| item["docs"].as_str().is_some_and(|docs| docs.contains("```"));
    let of_ids = |ids: &Value, each: &dyn Fn(&Value) -> bool| {
        ids.as_array().is_some_and(|ids| ids.iter().any(|id| each(&index[id.to_string()])))
    };
    let inner = &item["inner"];
    let implemented = |kind: &Value| {
        of_ids(&kind["impls"], &|implementation| {
            let implementation = &implementation["inner"]["impl"];
            // Methods of traits are documented with the trait.
            implementation["trait"].is_null() && of_ids(&implementation["items"], &shows)
        })
    };
    shows(item)
        || implemented(&inner["struct"])
        || implemented(&inner["enum"])
        || of_ids(&inner["trait"]["items"], &shows)
}
