// What axe-core finds in a page as it is, all its lists opened.
'use strict';

const AXE = require.resolve('axe-core/axe.min.js');

// Runs in the page; `rules`: only these, or null for all.
async function violations(rules) {
  document.querySelectorAll('details').forEach((details) => {
    details.open = true;
  });
  // Whoever goes from stop to stop uses the keyboard, whose first key has all of a page laid out.
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }));
  // What is shown anew may have to be measured, and made a stop for the keyboard.
  for (let frame = 0; frame < 2; frame++) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  const result = await window.axe.run(document, {
    resultTypes: ['violations'],
    ...(rules === null ? {} : { runOnly: rules }),
  });
  return result.violations.flatMap((rule) =>
    rule.nodes.map((node) => {
      const reasons = [...node.any, ...node.all, ...node.none].map((check) => check.message);
      return `${rule.id}: ${node.target.join(' ')}: ${reasons.join('; ')}`;
    }),
  );
}

module.exports = { AXE, violations };
