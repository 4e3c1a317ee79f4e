/*
 * The record of a decision (render/record.h), from words of its page: loaded when there is a result.
 *
 *   fingerpost.record(place, view)   its text. `view` is what the wizard shows of the result, and
 *                                    also: `state` and the `ids` of outcomes, both as they go into a
 *                                    link, their titles as a `title`, and as they were `chosen`.
 */
'use strict';

(window.fingerpost ??= {}).record = (place, view) => {
  const { id, version, hash } = place.find('Wizard').dataset;
  const all = (selector) => [...place.root.querySelectorAll(selector)];
  const each = (items, write) => [items || []].flat().map(write).join('');
  const md = (text) => text.replace(/[ \t\r\n]+/g, ' ').replace(/[\\\x60*_[\]<>#|~]/g, '\\$&');
  const textOf = (node) => md(node?.textContent ?? '');
  const limit = (li) => {
    const [value] = li.querySelector('.value').childNodes; // its unit stands behind
    return `  ${li.id.replace(/^(.*~)?t-/, '')}: ${value.textContent.trim()}\n`;
  };
  const limits = each(all('.thresholds > li'), limit);
  const [title] = all('h1');
  const [lead] = all('.lead');
  const answer = ({ ask, reads, unused }) => `* ${md(ask)} **${md(reads)}**${unused ? ' (not used)' : ''}\n`;
  const reason = ({ given, because, out }) =>
    `* **${md(given)}**${each(because, (text) => ` – ${md(text)}`)}${out && ` (rules out: ${md(out)})`}\n`;
  const bill = (node) => {
    const outcome = place.find(`o-${node.dataset.outcome}`).querySelector('h3');
    return `* **${textOf(outcome)}** ${textOf(node.querySelector('.bill'))}\n`;
  };
  const bills = each(all('.tree .price'), bill);
  const gate = ({ word, text }) => `* ${md(word)}: ${md(text)}\n`;
  const option = ({ title: name, always, gates }) =>
    `\n### ${md(name)}\n\n${always && `* ${md(always)}\n`}${each(gates && gates.gate, gate)}`;
  const doubt = ({ find }) =>
    `\n### To Find Out\n\n${each(find, ({ ask, how }) => `* [ ] ${md(ask)} ${md(how)}\n`)}`;

  return `---
status: proposed
date:
decision-makers:
fingerpost-record: 1
decision: ${id}
version: ${version}
hash: ${hash}
${limits && `limits:\n${limits}`}state: "${view.state}"
result: "${view.ids}"
---

# ${textOf(title)}: ${md(view.title)}

## Context and Problem Statement

${lead ? `${textOf(lead)}\n\n` : ''}These answers were given to version ${version} of this decision.

## Decision Drivers

${each(view.trail && view.trail.row, answer)}
## Considered Options

${each(all('.end > h3'), (node) => `* ${textOf(node)}\n`)}
## Decision Outcome

${view.result ? 'Chosen option' : 'Not decided yet'}: “${md(view.chosen)}”. Reasons, the one that decided first:

${each(view.why && view.why.reason, reason)}${each(view.doubt, doubt)}${bills && `\n### Consequences\n\n${bills}`}
### Confirmation

Run \`fingerpost recheck\` on this file: it says whether these answers still lead here.
${view.gated ? `\n## Pros and Cons of the Options\n${each(view.gated.option, option)}` : ''}`;
};
