//! The decision paper for a terminal, as Markdown and as a self-contained HTML page.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::fmt::Write as _;

use super::paper::{Bar, Line, Paper};
use super::sentences as s;
use crate::base::Lang;

/// Width of the terminal paper, in characters.
pub const WIDTH: usize = 100;
/// Width of the labels in front of the lines.
const LABEL: usize = 32;

/// For a terminal: one screen, [`WIDTH`] characters wide.
pub fn terminal(paper: &Paper, lang: Lang) -> String {
    let mut out = String::new();
    let title = paper.title.get(lang);
    let _ = writeln!(out, "{title}\n{}", "═".repeat(title.chars().count().min(WIDTH)));
    let _ = writeln!(out, "{}", paper.subtitle.get(lang));
    for section in &paper.sections {
        let _ = writeln!(out, "\n{}", section.title.get(lang).to_uppercase());
        let labels = section.lines.iter().filter_map(|line| line.label.as_ref());
        let widest = labels.map(|label| label.get(lang).chars().count()).max().unwrap_or(0).min(LABEL);
        for line in &section.lines {
            let label = line.label.as_ref().map_or("", |label| label.get(lang));
            let first = if label.is_empty() { "  ".to_owned() } else { format!("  {label:<widest$}  ") };
            let indent = if label.is_empty() { "  ".to_owned() } else { " ".repeat(widest + 4) };
            let options = textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent(&indent);
            // An amount stays with its sign.
            let text = line.text.get(lang).replace(" €", "\u{a0}€");
            let _ = writeln!(out, "{}", textwrap::fill(&text, options).replace('\u{a0}', " "));
        }
    }
    let _ = writeln!(out, "\n{}", textwrap::fill(paper.disclaimer.get(lang), WIDTH));
    out
}

/// As Markdown (CommonMark with tables left out, so that every viewer shows it).
pub fn markdown(paper: &Paper, lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n\n{}", escape(paper.title.get(lang)), escape(paper.subtitle.get(lang)));
    for section in &paper.sections {
        let _ = writeln!(out, "\n## {}\n", escape(section.title.get(lang)));
        for line in &section.lines {
            let text = escape(line.text.get(lang));
            let text = if line.emphasised { format!("**{text}**") } else { text };
            let _ = match &line.label {
                Some(label) => writeln!(out, "- {}: {text}", escape(label.get(lang))),
                None => writeln!(out, "- {text}"),
            };
        }
    }
    let _ = writeln!(out, "\n{}", escape(paper.disclaimer.get(lang)));
    out
}

/// Marks of Markdown and HTML in people's own words must not act.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

const STYLE: &str = "
:root{--ink:#1d2733;--quiet:#5b6875;--line:#d9dfe5;--accent:#0b6e4f;--bar:#9fb4c4;--paper:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--quiet:#9aa8b5;--line:#33404c;--accent:#4cc79a;--bar:#4c6274;--paper:#141b22}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0}
h2{font-size:1rem;margin:2rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
p{margin:.25rem 0}.quiet{color:var(--quiet)}
dl{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;gap:.25rem 1.25rem;margin:0}
dt{color:var(--quiet)}dd{margin:0}.strong{font-weight:600;color:var(--accent)}
dd.wide{grid-column:1/-1}
svg{width:100%;height:auto;display:block}
svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg .amount{fill:var(--quiet)}
svg rect{fill:var(--bar)}svg rect.chosen{fill:var(--accent)}
footer{margin-top:2.5rem;color:var(--quiet);font-size:.875rem}
@media (max-width:36rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@page{size:A4;margin:11mm 12mm}
@media print{:root{--ink:#1d2733;--quiet:#5b6875;--line:#d9dfe5;--accent:#0b6e4f;--bar:#9fb4c4;--paper:#fff}
html{font-size:9.6px}body{font:8pt/1.2 system-ui,sans-serif}
main{max-width:none;padding:0;columns:2;column-gap:7mm}
h1,main>.quiet,section:first-of-type,footer{column-span:all}
h1{font-size:14pt}h2{font-size:9pt;margin:.7rem 0 .25rem;break-after:avoid}section:nth-of-type(2) h2{margin-top:0}
dl{grid-template-columns:minmax(5rem,8.5rem) 1fr;gap:.15rem .8rem}
svg{height:40mm;margin:auto}dt,dd{break-inside:avoid}footer{margin-top:1rem;font-size:7pt}}
";

/// A page that needs nothing else: style and chart are inside, no script. Printed it fills one sheet of A4 for a usual case.
pub fn page(paper: &Paper, lang: Lang) -> String {
    let code = match lang {
        Lang::De => "de",
        Lang::En => "en",
    };
    html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (paper.title.get(lang)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (paper.title.get(lang)) }
                    p.quiet { (paper.subtitle.get(lang)) }
                    @for (index, section) in paper.sections.iter().enumerate() {
                        section {
                            h2 { (section.title.get(lang)) }
                            dl { @for line in &section.lines { (row(line, lang)) } }
                            @if index == 0 && !paper.costs.is_empty() { (chart(&paper.costs, lang)) }
                        }
                    }
                    footer { (paper.disclaimer.get(lang)) }
                }
            }
        }
    }
    .into_string()
}

fn row(line: &Line, lang: Lang) -> Markup {
    let class = if line.emphasised { "strong" } else { "" };
    html! {
        @match &line.label {
            Some(label) => { dt { (label.get(lang)) } dd class=(class) { (line.text.get(lang)) } }
            None => { dd.wide class=(class) { (line.text.get(lang)) } }
        }
    }
}

/// Horizontal bars, the most expensive first.
fn chart(bars: &[Bar], lang: Lang) -> Markup {
    const ROW: usize = 24;
    const LEFT: i64 = 380;
    const SPAN: i64 = 360;
    let most = bars.iter().map(|bar| bar.annual_cost_cents.cents()).max().unwrap_or(1).max(1);
    let shown = bars.iter().enumerate().map(|(index, bar)| {
        let width = bar.annual_cost_cents.cents().max(0).saturating_mul(SPAN) / most;
        let title: String = if bar.title.chars().count() > 46 {
            bar.title.chars().take(45).chain(['…']).collect()
        } else {
            bar.title.clone()
        };
        (index * ROW, width.max(1), title, bar)
    });
    html! {
        svg viewBox=(format!("0 0 860 {}", bars.len() * ROW + 8)) role="img" aria-label=(s::COST_CHART.text().get(lang)) {
            @for (y, width, title, bar) in shown {
                text x=(LEFT - 8) y=(y + 17) text-anchor="end" { (title) }
                rect class=(if bar.chosen { "chosen" } else { "" }) x=(LEFT) y=(y + 4) width=(width) height=(ROW - 7) rx="2" {}
                text.amount x=(LEFT + width + 8) y=(y + 17) { (bar.annual_cost_cents.show_euros(lang)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Text;
    use crate::report::paper::Section;

    fn hostile() -> Paper {
        let words = "<script>alert(1)</script> & *x*";
        Paper {
            title: Text::same(words),
            subtitle: Text::same(words),
            sections: vec![Section {
                title: Text::same(words),
                lines: vec![Line { label: Some(Text::same(words)), text: Text::same(words), emphasised: true }],
            }],
            costs: vec![Bar { title: words.into(), annual_cost_cents: crate::base::Money::ZERO, chosen: true }],
            disclaimer: Text::same(words),
        }
    }

    #[test]
    fn words_of_people_never_act_as_markup() {
        let page = page(&hostile(), Lang::De);
        assert!(!page.contains("<script>"));
        assert!(page.contains("&lt;script&gt;"));
        assert!(!markdown(&hostile(), Lang::De).contains("<script>"));
    }

    #[test]
    fn the_terminal_paper_keeps_its_width() {
        let mut paper = hostile();
        paper.sections[0].lines[0].text = Text::same("Wort ".repeat(80));
        assert!(terminal(&paper, Lang::De).lines().all(|line| line.chars().count() <= WIDTH));
    }
}
