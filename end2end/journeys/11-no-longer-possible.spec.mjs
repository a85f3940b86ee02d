// What was typed can no longer be saved: the assessment was ended meanwhile, on another computer. The page that says so has the text, because
// the way back in the browser has not.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, examine, openCase, press } from '../support/assessment.mjs';

const TYPED = 'Familjen har en hyresskuld på 14 200 kronor sedan i mars.';

test('what can no longer be saved is given back to be copied', async ({ page, another, scripts }) => {
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Avslutade Påhittad', matter: 'Ansökan om hyresskuld', children: [['Nils', bornYearsAgo(8)]] });
  const address = await beginAssessment(page);
  await page.goto(`${address}/fakta`);

  const other = await another();
  await signInAs(other, 'worker');
  await other.goto(address);
  await other.getByText('Avsluta utan beslut', { exact: true }).first().click();
  await other.getByLabel('Varför?').fill('Ansökan är återkallad.');
  await press(other, 'Avsluta utan beslut');

  await page.getByLabel('Vad är känt?').first().fill(TYPED);
  if (scripts) await expect(page.getByRole('status')).toHaveText(/^Sidan har sparats eller avslutats|^Sidan går inte att spara längre/);
  await press(page, 'Spara');
  await expect(page.getByRole('heading', { level: 1, name: 'Det går inte längre' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Det du skrev' })).toBeVisible();
  await expect(page.getByText(TYPED)).toBeVisible();
  await examine(page);
});
