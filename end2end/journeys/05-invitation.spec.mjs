// Letters besides the answer: the invitation before a talk, and what a parent's support means for the child; and an answer that is not
// given, with its reason and who decided so.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { approveLetter, at, beginAssessment, bornYearsAgo, examine, openCase, press, sign, writeAll } from '../support/assessment.mjs';

test('a child is invited to a talk before the decision', async ({ page }) => {
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Nils Påhittad', matter: 'Ansökan om stöd', children: [['Alva', bornYearsAgo(8)]] });
  const address = await beginAssessment(page);
  await at(page, `${address}/svar`);
  await expect(page.getByRole('heading', { name: 'Svaren skrivs efter beslutet' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Skriv ett brev/ })).toHaveCount(0);
  await press(page, /^Bjud in till ett samtal/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Inbjudan till Alva');
  await expect(page.locator('.letter')).toContainText('Alva');
  await examine(page);
  await approveLetter(page);
  await expect(page.getByText('Godkänt, inte lämnat').first()).toBeVisible();
  await examine(page);
});

test('a child is told of a parent’s support, and why an answer is not given is written down', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  const address = await writeAll(page, { adult: 'Ulf Påhittad', matter: 'Ansökan om behandling', name: 'Ebba', born: bornYearsAgo(12), words: 'Jag vill att pappa slutar dricka.' });
  await sign(page, address);
  await press(page, /^Berätta om en förälders insats/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Information till Ebba');
  await expect(page.locator('.letter')).toContainText('Ni får hjälp med hyran och bor kvar.');
  await examine(page);

  await page.goto(`${address}/svar`);
  await press(page, /^Brev till Ebba/, 'link');
  await page.getByText('Brevet ska inte lämnas').click();
  await press(page, 'Spara att brevet inte lämnas');
  await expect(page.getByRole('alert')).toContainText('Skriv vem som har bestämt det.');
  await page.getByLabel('Varför?', { exact: true }).fill('Ebba har flyttat till sin mamma utomlands.');
  await page.getByLabel('Vem har bestämt det?').fill('Birgitta Hallsten, enhetschef');
  await press(page, 'Spara att brevet inte lämnas');
  await expect(page.getByRole('heading', { name: 'Brevet lämnas inte' })).toBeVisible();
  await expect(page.getByText('Birgitta Hallsten, enhetschef')).toBeVisible();
  await examine(page);
  await press(page, 'Följ tråden från barnets ord', 'link');
  await expect(page.getByText('Inget svar lämnas')).toBeVisible();
  await examine(page);
});
