// Two records officers purge what has rested for its years. The worker's case is gone, the record stands, and a case with a hold stays.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, handOver, path, press } from '../support/assessment.mjs';

const tick = (page, number) => page.getByRole('checkbox', { name: `Välj ${number}`, exact: true });

/** The address of the worker's case about somebody, and its number. */
async function find(page, name) {
  await page.goto('/arenden');
  await page.getByLabel('Sök ärende').fill(name);
  await press(page, 'Sök');
  const link = page.getByRole('rowheader').getByRole('link').first();
  return { address: await link.getAttribute('href'), number: await link.innerText() };
}

test('one proposes, another approves, and what is purged is gone but for the record', async ({ page, scripts }) => {
  // Each run takes cases of its own: those of both runs are in one demo.
  const name = scripts ? 'Gunnel Åkerlid' : 'Tage Blomdahl';
  await signInAs(page, 'worker');
  const gone = await find(page, name);
  const held = await find(page, 'Farhad Naderi');

  await handOver(page, 'records officer');
  await expect(page.getByRole('heading', { name: 'Gallring' })).toBeVisible();
  await examine(page);
  await press(page, 'Ärenden att gallra', 'link');
  await expect(page.getByRole('heading', { level: 1, name: 'Gallring' })).toBeVisible();
  await expect(page.locator('main')).not.toContainText(name);
  await expect(tick(page, held.number)).toHaveCount(0);
  await examine(page);

  // What is held, and what needs an answer.
  await press(page, 'Spärrar', 'link');
  await expect(page.getByRole('rowheader', { name: held.number })).toBeVisible();
  await examine(page);
  await press(page, 'Behöver svar', 'link');
  await expect(page.getByText('Vilken sorts akt hör beslutet till?').first()).toBeVisible();
  await examine(page);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Gallring av ärende/ })).toBeVisible();
  await examine(page);
  await press(page, 'Spara');
  await expect(page.getByRole('alert')).toContainText('Välj vilken sorts akt');
  await examine(page);

  // The proposal: a wrong number first.
  await page.goto('/gallring');
  await tick(page, gone.number).check();
  await page.getByLabel('Hur många ärenden har du valt?').fill('2');
  await page.getByLabel(/^Jag har kontrollerat i verksamhetssystemet/).check();
  await press(page, 'Föreslå gallring');
  await expect(page.getByRole('alert')).toContainText('Antalet stämmer inte');
  await expect(tick(page, gone.number)).toBeChecked();
  await examine(page);
  await page.getByLabel('Hur många ärenden har du valt?').fill('1');
  await press(page, 'Föreslå gallring');
  await expect(page.getByText('Du kan inte godkänna ett förslag som du själv har gjort.')).toBeVisible();
  await examine(page);
  const batch = path(page);

  await handOver(page, 'second records officer');
  await press(page, 'Förslag att granska', 'link');
  await expect(page.locator(`a[href="${batch}"]`)).toBeVisible();
  await examine(page);
  await page.goto(batch);
  await expect(page.getByRole('rowheader', { name: gone.number })).toBeVisible();
  await examine(page);
  await page.getByLabel('Hur många ärenden står i listan?').fill('1');
  await press(page, 'Godkänn och gallra 1 ärende');
  await expect(page.getByRole('heading', { level: 1, name: 'Gallringsprotokoll' })).toBeVisible();
  await expect(page.getByText('1 av 1 rader stämmer med den förseglade loggen')).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(gone.number) })).toContainText('Gallrat');
  await examine(page);
  const pdf = await page.request.get(`${batch}/protokoll.pdf`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');

  await handOver(page, 'worker');
  const answer = await page.goto(gone.address);
  expect(answer.status()).toBe(404);
  await page.goto('/arenden');
  await page.getByLabel('Sök ärende').fill(name);
  await press(page, 'Sök');
  await expect(page.locator('main')).not.toContainText(gone.number);
  expect((await page.goto(held.address)).status()).toBe(200);
  await press(page, 'Hur länge bevaras ärendet?', 'link');
  await expect(page.getByText('Bevaras så länge en spärr eller ett öppet registerutdrag finns.')).toBeVisible();
  await examine(page);
});
