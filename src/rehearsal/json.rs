//! What came of the examples, for other programs. The shape is version 1 and changes only on purpose.

use serde_json::{Value as Json, json};

use super::Rehearsal;
use crate::finding::Fault;
use crate::text::Place;

impl Rehearsal {
    /// Everything, as one JSON document with a line end.
    pub fn json(&self) -> String {
        let failed = self.failed.iter().map(|f| {
            let came = f.came.iter().map(|c| json!({"rule": c.rule, "message": c.message}));
            json!({
                "object": {"kind": f.noun, "id": f.id},
                "example": if f.wrong { "bad" } else { "good" },
                "line": f.line,
                "place": place(&f.place),
                "came": came.collect::<Vec<_>>(),
            })
        });
        let unseen = self.unseen.iter();
        let unseen = unseen.map(|u| json!({"kind": u.noun, "id": u.id, "place": place(&u.place)}));
        let told = |f: &Fault| json!({"code": f.code, "message": f.message, "place": place(&f.place)});
        let document = json!({
            "version": 1,
            "tried": self.tried,
            "failed": failed.collect::<Vec<_>>(),
            "never_seen": unseen.collect::<Vec<_>>(),
            "not_checked": self.faults.iter().map(told).collect::<Vec<_>>(),
        });
        format!("{document:#}\n")
    }
}

/// Line and column count from 1; the column in Unicode scalar values.
pub(super) fn place(place: &Place) -> Json {
    let start = place.start();
    json!({"path": place.path(), "line": start.line, "column": start.scalar})
}
