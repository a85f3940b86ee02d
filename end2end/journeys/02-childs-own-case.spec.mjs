// DOMAIN journey 2: a child's own case at full depth. The child's best interests decide, so a decision against them cannot be handed
// in; the worker signs, the manager countersigns, and the answer to the child is drafted.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  addGuardian, attest, beginAssessment, bornYearsAgo, examine, follow, handOver, next, path, press, submit, writeArticles, writeChild, writeDecision,
  writeFacts, writeFollowUp, writeQuestion, writeTalk, writeWeighing,
} from '../support/assessment.mjs';

const MATTER = 'Ansökan om kontaktfamilj för Alma';
const CARE = 'Det gäller vård, placering, behandling, boende eller umgänge för ett barn.';

// From the form to the case's page, by way of the child's details.
async function openOwnCase(page) {
  await page.goto('/arenden/nytt');
  await press(page, 'Barnets eget ärende', 'link');
  await expect(page).toHaveURL(/\/arenden\/nytt\/barn$/);
  await expect(page.getByRole('heading', { name: 'Berörs något barn?' })).toHaveCount(0);
  await examine(page);
  await next(page);
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveText([/^Skriv barnets namn/, /^Skriv vad beslutet gäller/]);
  await expect(page.getByRole('complementary', { name: 'Till hjälp' })).toContainText('I nästa steg fyller du i barnets uppgifter.');
  await examine(page);
  await page.getByLabel('Barnets namn').fill('Alma');
  await page.getByLabel('Vad ska beslutas?').fill(MATTER);
  await next(page);

  const details = path(page);
  const caseAddress = details.replace(/\/barn\/[^/]+$/, '');
  await expect(page.getByRole('heading', { name: 'Barnets uppgifter', level: 1 })).toBeVisible();
  await expect(page.getByLabel('Vad heter barnet?')).toHaveValue('Alma');
  await expect(page.getByLabel('Hur hör barnet ihop med den vuxna?')).toHaveCount(0);
  await examine(page);
  await press(page, 'Spara barnet');
  await expect(page.getByRole('alert')).toContainText('Skriv födelsedatum');
  await page.getByLabel('Födelsedatum').fill(bornYearsAgo(10));
  await page.getByLabel('Bildstöd').check();
  await press(page, 'Spara barnet');
  await expect(page.getByRole('heading', { name: 'Alma', level: 3 })).toBeVisible();

  await addGuardian(page, caseAddress, 'Rut Påhittad');
  await press(page, 'Ändra Alma', 'link');
  expect(path(page)).toBe(details);
  await page.getByLabel('Rut Påhittad').check();
  await press(page, 'Spara barnet');
  await expect(page.getByText('Vårdnadshavare: Rut Påhittad')).toBeVisible();
  await examine(page);
  return caseAddress;
}

test('a child’s own case is signed by two and never against the child’s best interests', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  await openOwnCase(page);

  await press(page, 'Börja en barnkonsekvensanalys', 'link');
  await examine(page);
  await page.getByLabel(CARE).check();
  await press(page, 'Visa förslaget');
  await expect(page.getByRole('heading', { name: 'Förslag: fördjupad' })).toBeVisible();
  await expect(page.getByLabel(CARE)).toBeChecked();
  await press(page, 'Börja analysen');
  await expect(page.getByRole('alert')).toContainText('Skriv varför du väljer det djupet.');
  await examine(page);
  const address = await beginAssessment(page, { ticked: [CARE], depth: 'Fördjupad', why: 'En kontaktfamilj ändrar Almas vardag för lång tid.' });

  const decisive = 'Barnets bästa är avgörande (vård eller behandling för barnet)';
  await writeQuestion(page, ['Bevilja en kontaktfamilj', 'Avslå ansökan'], { test: decisive });
  await page.goto(`${address}/granska`);
  await press(page, 'Svara på ”Varför är det så här?”.', 'link');
  await expect(page).toHaveURL(/\/fraga#/);
  await examine(page);
  await page.getByLabel('Varför är det så här?').fill('Insatsen är en del av Almas behandlingsplan.');
  await next(page);
  await examine(page);
  await writeChild(page, 'Alma');
  await examine(page);
  await writeFacts(page, { thorough: true });
  await writeTalk(page, { address, child: /^Alma/, name: 'Alma', words: 'Jag vill sova hos Berit på helgerna.', basis: /^Utredning av barnets behov/ });

  await press(page, 'Fortsätt till artiklarna', 'link');
  await press(page, 'Lägg till fler artiklar', 'link');
  await examine(page);
  await page.getByLabel('Artikel 31: Vila, lek och fritid').check();
  await next(page);
  await page.goto(`${address}/artiklar`);
  await expect(page.getByRole('link', { name: 'Artikel 31: Vila, lek och fritid' })).toBeVisible();
  await examine(page);
  await page.goto(`${address}/artiklar/31`);
  await examine(page);
  await writeArticles(page, address, { numbers: [2, 3, 6, 12, 19, 31] });
  await examine(page);
  await writeWeighing(page, address, { names: ['Alma'], outcome: 'Beslutet följer det barnet sade' });
  await writeDecision(page, address, { chosen: 'Bevilja en kontaktfamilj', content: 'Kontaktfamilj två helger i månaden beviljas.', plain: 'Du får sova hos Berit varannan helg.' });
  const against = page.getByRole('group', { name: 'Går beslutet emot det som är bäst för Alma?' });
  await against.getByLabel('Ja', { exact: true }).check();
  await page.getByLabel('Om ja eller delvis: vad vägde tyngre?').fill('Kostnaden.');
  await next(page);
  await writeFollowUp(page, address);

  // Where the child's best interests decide, nothing weighs more.
  await expect(page.getByRole('heading', { name: /^1 saknas innan det går att/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Skicka för granskning' })).toHaveCount(0);
  await examine(page);
  await press(page, /Barnets bästa är avgörande här, så beslutet kan inte gå emot det som är bäst för Alma/, 'link');
  await expect(page).toHaveURL(/\/beslut#/);
  await against.getByLabel('Nej, beslutet är det bästa för barnet').check();
  await page.getByLabel('Om ja eller delvis: vad vägde tyngre?').fill('');
  await next(page);
  await attest(page, address);
  await expect(page.getByText('Allt som krävs är ifyllt')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Läs igenom och skicka för granskning', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Signera och lås' })).toHaveCount(0);
  await examine(page);
  await submit(page, address, 'Alma har läst igenom sina ord.');
  await expect(page.getByRole('heading', { name: 'Väntar på granskning' })).toBeVisible();
  await examine(page);

  await handOver(page, 'manager');
  const waiting = page.locator('section').filter({ has: page.getByRole('heading', { name: /^Att granska/ }) });
  await examine(page);
  await follow(page, waiting.getByRole('link', { name: MATTER }));
  expect(path(page)).toBe(`${address}/granskning`);
  await expect(page.getByText('Alma har läst igenom sina ord.')).toBeVisible();
  await examine(page);
  await press(page, 'Skriv under och lås');
  await expect(page.getByRole('alert')).toContainText('Intyga det här genom att kryssa i rutan.');
  await examine(page);
  await page.getByLabel('Jag har läst hela analysen och inte själv skrivit i den.').check();
  await press(page, 'Skriv under och lås');
  expect(path(page)).toBe(address);
  await expect(page.getByText(/^Signerad, beslut/)).toBeVisible();
  await examine(page);

  await handOver(page, 'worker');
  await page.goto(`${address}/granskning`);
  await expect(page.getByText('Undertecknad av två')).toBeVisible();
  await expect(page.getByText('Granskad av Birgitta Hallsten')).toBeVisible();
  await examine(page);
  await page.goto(address);
  await examine(page);
  const link = page.getByRole('link', { name: 'Beslutsdokument, intern version (PDF)' });
  const pdf = await page.request.get(await link.getAttribute('href'));
  expect(pdf.status()).toBe(200);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.goto(`${address}/svar`);
  await press(page, /Brev till Alma/, 'link');
  await expect(page.locator('.letter')).toContainText('Jag vill sova hos Berit på helgerna.');
  await expect(page.locator('.letter')).toContainText('Du får sova hos Berit varannan helg.');
  await examine(page);
});
