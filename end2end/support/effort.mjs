// What a piece of work costs a person: how many pages are loaded, and how many clicks it takes beside the typing.

const CLICKED = ['click', 'dblclick', 'tap', 'selectOption'];
const TICKED = ['check', 'uncheck', 'setChecked'];

/**
 * Counts from now on. A page counts when its document arrives. A click counts when something is pressed, or ticked that was not; and
 * once for each page on which something is typed, for putting the cursor into its first field. From there on one uses the tab key.
 * It counts in the journey and not in the page, so that it is the same without scripts.
 * @param {import('@playwright/test').Page} page
 */
export function countEffort(page) {
  const effort = { loads: 0, clicks: 0, cursors: 0 };
  let typedOn = -1;
  const arrived = (response) => {
    const status = response.status();
    const leadsOn = status >= 300 && status < 400;
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame() && !leadsOn) effort.loads += 1;
  };
  page.on('response', arrived);

  const locator = Object.getPrototypeOf(page.locator('body'));
  const originals = new Map();
  const wrap = (name, count) => {
    const original = locator[name];
    originals.set(name, original);
    locator[name] = async function counted(...given) {
      await count(this);
      return original.apply(this, given);
    };
  };
  for (const name of CLICKED) wrap(name, () => { effort.clicks += 1; });
  for (const name of TICKED) wrap(name, async (box) => { if (!(await box.isChecked())) effort.clicks += 1; });
  wrap('fill', () => {
    if (typedOn === effort.loads) return;
    typedOn = effort.loads;
    effort.cursors += 1;
    effort.clicks += 1;
  });

  const stop = () => {
    page.off('response', arrived);
    for (const [name, original] of originals) locator[name] = original;
  };
  return { effort, stop };
}
