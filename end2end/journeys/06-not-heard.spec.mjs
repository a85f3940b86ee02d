// DOMAIN journey 6: the child was not heard. A reason is chosen and explained; nobody signs without it, and whoever follows the
// units sees counts, never a child.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, examine, handOver, openCase, press, save, writeChild, writeFacts, writeNotHeard, writeQuestion } from '../support/assessment.mjs';

test('a child that was not heard needs a chosen and explained reason', async ({ page }) => {
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Peter Påhittad', matter: 'Ansökan om elskuld', children: [['Tim', bornYearsAgo(8)]] });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await writeChild(page, 'Tim');
  await writeFacts(page);
  await page.goto(`${address}/granska`);
  await expect(page.getByRole('link', { name: 'Skriv vad Tim har sagt, eller varför barnet inte har hörts.' })).toBeVisible();

  await page.goto(`${address}/rost`);
  await page.getByRole('button', { name: 'Skapa anteckning' }).click();
  await expect(page.getByRole('alert')).toContainText('Välj vad du vill skriva.');
  await examine(page);
  await writeNotHeard(page, { address, child: /^Tim/, name: 'Tim', reason: 'Vi hann inte', why: '' });
  await page.goto(`${address}/granska`);
  await expect(page.getByRole('link', { name: 'Förklara varför Tim inte har hörts.' })).toBeVisible();
  await page.getByRole('link', { name: 'Förklara varför Tim inte har hörts.' }).click();
  await examine(page);
  await page.getByLabel('Förklara').fill('Två bokade samtal ställdes in när jag hade jour. Det skulle ha behövts en kollega.');
  await save(page);
  await page.goto(`${address}/granska`);
  await expect(page.getByRole('link', { name: 'Förklara varför Tim inte har hörts.' })).toHaveCount(0);
  await expect(page.getByText('Två bokade samtal ställdes in')).toBeVisible();

  await page.goto(address);
  await press(page, /^Från barnets ord till svaret: Tim/, 'link');
  await expect(page.getByText('Inget av det barnet har sagt är nedskrivet.')).toBeVisible();
  await examine(page);

  await handOver(page, 'coordinator');
  await page.goto('/enheter');
  await expect(page.getByRole('columnheader', { name: 'Barn hörda' })).toBeVisible();
  await expect(page.getByText('Tim', { exact: true })).toHaveCount(0);
  await examine(page);
  expect((await page.goto(address)).status()).toBe(404);
  await examine(page);
});
