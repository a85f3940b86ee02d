import { expect } from '@playwright/test';

const NARROW = { width: 320, height: 640 };

/**
 * Fails if the page, 320 px wide, is wider than its window; names the elements that stick out. Restores the window.
 * A table that scrolls inside its own box is fine.
 * @param {import('@playwright/test').Page} page
 */
export async function checkNoOverflow(page) {
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  try {
    const wide = await page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const sticksOut = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5);
      const names = sticksOut.slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
      return [`${root.scrollWidth} px in a window of ${root.clientWidth} px`, ...names];
    });
    expect(wide, `${new URL(page.url()).pathname} at 320 px`).toEqual([]);
  } finally {
    if (before) await page.setViewportSize(before);
  }
}
