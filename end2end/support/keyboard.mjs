// A person who has no mouse: the tab key, the arrows, space and enter, and nothing else.

const MOST_PRESSES = 500;

/** What has the focus: what it is, what it is called, whether it is filled in. */
function focused(page) {
  return page.evaluate(() => {
    const e = document.activeElement;
    if (!e || e === document.body) return { kind: 'none', words: '', filled: false };
    const words = (element) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const label = e.labels?.[0] ? words(e.labels[0]) : e.getAttribute('aria-label') ?? words(e);
    const type = e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase();
    const group = type === 'radio' ? words(e.closest('fieldset')?.querySelector('legend')) : '';
    const answered = type === 'radio' && document.querySelector(`input[name="${CSS.escape(e.name)}"]:checked`) !== null;
    const style = getComputedStyle(e);
    return { kind: type, words: label, group, filled: answered || e.checked === true || (type !== 'radio' && type !== 'checkbox' && Boolean(e.value)), outline: style.outlineStyle };
  });
}

/** Presses the tab key until `wanted` has the focus. */
export async function tabTo(page, wanted) {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (wanted.test(here.words) && here.kind !== 'none') return here;
  }
  throw new Error(`${wanted} is not reached with the tab key`);
}

/** Presses enter on the link or button that `wanted` names, and waits for the page that answers. */
export async function enterOn(page, wanted) {
  const here = await tabTo(page, wanted);
  if (here.outline === 'none') throw new Error(`${here.words} has no visible focus`);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/**
 * Goes through a form from where the focus is and answers what is empty, until the button `end` is reached and pressed.
 * @param {(question: { kind: string, words: string, group: string }) => string | RegExp | null} answer a text to type, the radio
 * button to choose, `yes` for a box; null leaves it.
 */
export async function fillIn(page, end, answer) {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (here.kind === 'button' && end.test(here.words)) {
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
      return;
    }
    if (here.filled || !['radio', 'checkbox', 'text', 'search', 'textarea'].includes(here.kind)) continue;
    const wanted = answer(here);
    if (wanted === null) continue;
    if (here.kind === 'checkbox') await page.keyboard.press('Space');
    else if (here.kind === 'radio') await choose(page, wanted);
    else await page.keyboard.type(wanted);
  }
  throw new Error(`${end} is not reached with the tab key`);
}

/** Moves in a group of radio buttons with the arrows until the wanted one is chosen. */
async function choose(page, wanted) {
  await page.keyboard.press('Space');
  for (let presses = 0; presses < 20; presses += 1) {
    const here = await focused(page);
    if (wanted.test(here.words)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${wanted} is not among the answers`);
}
