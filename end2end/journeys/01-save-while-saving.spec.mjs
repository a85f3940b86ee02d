// A page that saves by itself is sent while that save is still under way: the writer is not in conflict with themselves.
import { expect, test, signInAs } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, next, openCase, path } from '../support/assessment.mjs';

test('what is typed while the page saves itself is sent without a conflict', async ({ page, scripts }) => {
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Tova Påhittad', matter: 'Ansökan om hyresskuld', children: [['Nils', bornYearsAgo(8)]] });
  const address = await beginAssessment(page);

  const under = { way: 0 };
  const arrived = new Promise((resolve) => {
    page.route(`**${address}/fraga`, async (route) => {
      if (!route.request().headers()['x-autosave']) return route.continue();
      const answer = await route.fetch();
      under.way += 1;
      resolve();
      await new Promise((done) => setTimeout(done, 1500));
      return route.fulfill({ response: answer });
    });
  });
  await page.getByLabel('Alternativ 1').pressSequentially('Bevilja ansökan');
  if (scripts) await arrived;
  await page.getByLabel('Alternativ 2').fill('Avslå ansökan');
  await next(page);
  expect(path(page)).toContain('/barn/');
  expect(under.way).toBe(scripts ? 1 : 0);

  await page.goto(`${address}/fraga`);
  await expect(page.getByLabel('Alternativ 1')).toHaveValue('Bevilja ansökan');
  await expect(page.getByLabel('Alternativ 2')).toHaveValue('Avslå ansökan');
});
