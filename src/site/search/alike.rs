//! Words that stand for each other when somebody searches: those of every sales floor, and those of the playbook's glossary.

use std::collections::BTreeSet;

use super::terms;

/// What reps type for what playbooks write. Each is a single term; a form of a word counts as the word.
const OF_SALES: &[&str] = &[
    "price cost expensive costly cheap pricey",
    "renewal renew retention extension",
    "churn cancel lost",
    "competitor rival competition alternative",
    "customer client account",
    "contract agreement",
    "outage downtime incident failure down",
    "security certificate compliance iso soc2",
    "privacy gdpr region residency hosting",
    "budget money funds",
    "payback roi return",
    "cfo finance controller",
    "ceo founder owner md",
    "cto cio it",
    "coo operations ops",
    "trial pilot poc",
    "story reference testimonial",
    "email mail letter",
    "upsell expansion crosssell",
    "onboarding implementation rollout",
    "offline signal",
    "export extract",
    "integration connect link interface",
    "discount rebate",
    "persona buyer role",
    "phone call",
    "guarantee promise sla",
    "uptime availability",
    "spreadsheet excel",
    "technician engineer",
];

/// All groups as the index writes them: terms joined by blanks, sorted, each group once. A text of several terms is left
/// out, because a word typed cannot stand for it.
pub fn groups(own: &[Vec<String>]) -> Vec<String> {
    let mut groups: BTreeSet<String> = OF_SALES.iter().map(|group| (*group).to_owned()).collect();
    for texts in own {
        let mut single: Vec<String> = vec![];
        for text in texts {
            if let [term] = terms(text).as_slice()
                && !single.contains(term)
            {
                single.push(term.clone());
            }
        }
        if single.len() > 1 {
            groups.insert(single.join(" "));
        }
    }
    groups.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_sales_are_terms_as_they_stand() {
        for group in OF_SALES {
            assert_eq!(terms(group).join(" "), *group);
            assert!(group.contains(' '), "`{group}` stands for itself only");
        }
    }

    #[test]
    fn a_glossary_adds_its_single_words() {
        let own = vec![
            vec!["Van".to_owned(), "Truck".to_owned(), "service vehicle".to_owned(), "van".to_owned()],
            vec!["waiting list".to_owned(), "queue".to_owned()],
        ];
        let groups = groups(&own);
        assert!(groups.contains(&"van truck".to_owned()), "{groups:?}");
        assert_eq!(groups.len(), OF_SALES.len() + 1);
    }
}
