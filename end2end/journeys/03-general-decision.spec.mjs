// DOMAIN journey 3: a general decision about children as a group. No child is named: groups are touched, children are asked, what
// they said is weighed, and what gets worse for them is softened.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  beginAssessment, choose, day, examine, next, path, press, save, sign, writeArticles, writeFacts, writeFollowUp, writeQuestion, writeWeighing,
} from '../support/assessment.mjs';

const WORDS = 'Alla vi känner är där på fredagarna.';
const YOUNGER = 'Barn 10–12 år i Norra området';
const OLDER = 'Barn 13–15 år med lång resväg';

test('closing a youth centre is weighed for each group of children and softened', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  await page.goto('/arenden/nytt');
  await press(page, 'Ett generellt beslut', 'link');
  await expect(page).toHaveURL(/\/arenden\/nytt\/generellt$/);
  await examine(page);
  await next(page);
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveText([/^Skriv vad beslutet kallas/, /^Skriv vad beslutet gäller/, 'Svara på om beslutet berör något barn.']);
  await page.getByLabel('Vad kallas beslutet?').fill('Fritidsgården Uven');
  await page.getByLabel('Vad ska beslutas?').fill('Stänga fritidsgården Uven och flytta verksamheten');
  await page.getByLabel('Ja, ett eller flera barn').check();
  await next(page);
  const caseAddress = path(page).replace(/\/bedomning$/, '');
  await page.goto(caseAddress);
  await expect(page.getByRole('heading', { name: 'Barnen', exact: true })).toHaveCount(0);
  await examine(page);
  const address = await beginAssessment(page, { ticked: ['Något kan bli sämre för barnet.'], why: 'Många barn mister sin mötesplats.' });

  await expect(page.getByLabel('Barnets bästa är avgörande')).toHaveCount(0);
  await examine(page);
  await writeQuestion(page, ['Stänga fritidsgården', 'Behålla fritidsgården'], { by: 'Kultur- och fritidsnämnden' });

  expect(path(page)).toBe(`${address}/grupper`);
  await examine(page);
  await press(page, 'Lägg till en grupp');
  await expect(page.getByLabel('Vilka barn?')).toHaveCount(2);
  await page.getByLabel('Vilka barn?').first().fill(YOUNGER);
  await page.getByLabel('Ungefär hur många, och hur vet ni det?').first().fill('Omkring 60, enligt besöksräkningen i oktober');
  await page.getByLabel('Hur berörs de i dag, och vad ändras?').first().fill('De går dit efter skolan. Nästa gård ligger fyra kilometer bort.');
  await page.getByLabel('Vilka barn?').nth(1).fill(OLDER);
  await page.getByLabel('Vilka barn drabbas hårdast, och varför?').fill('De som inte har någon som skjutsar.');
  await next(page);
  expect(path(page)).toBe(`${address}/fakta`);
  await expect(page.locator('.case-head .chip')).toHaveText([YOUNGER, OLDER]);
  await examine(page);
  await writeFacts(page);

  expect(path(page)).toBe(`${address}/samrad`);
  await examine(page);
  await choose(page, 'Har barn tillfrågats om beslutet?', 'Ja, barn har fått säga sitt');
  await page.getByLabel('Hur gick det till, när, och vilka var med?').fill('Två möten på gården i oktober, 23 barn.');
  await page.getByLabel('Vilka barn kom inte till tals?').fill('De som slutade komma i våras.');
  await save(page);
  await page.goto(`${address}/granska`);
  await expect(page.getByRole('link', { name: 'Skriv vad barnen sade, med deras egna ord.' })).toBeVisible();
  await examine(page);
  await press(page, 'Skriv vad barnen sade, med deras egna ord.', 'link');
  await page.getByLabel('Barn sade (1)').fill(WORDS);
  await page.getByLabel('Vilka sade det, och när? (1)').fill('Tolvåringar på mötet den 14 oktober');
  await next(page);

  expect(path(page)).toBe(`${address}/artiklar`);
  await examine(page);
  await press(page, 'Lägg till fler artiklar', 'link');
  await examine(page);
  await page.getByLabel('Artikel 31: Vila, lek och fritid').check();
  await next(page);
  await expect(page.getByLabel('Vilka barn drabbas hårdast av beslutet?')).toBeVisible();
  await expect(page.getByRole('heading', { name: `Följder för ${YOUNGER}: Stänga fritidsgården` })).toBeVisible();
  await examine(page);
  await writeArticles(page, address, { numbers: [2, 3, 6, 12, 19, 31], better: 'Behålla' });

  await expect(page.locator('.words')).toContainText(WORDS);
  await expect(page.locator('.words')).toContainText('Barnets ord: Tolvåringar på mötet den 14 oktober');
  await examine(page);
  await writeWeighing(page, address, {
    names: [YOUNGER, OLDER], outcome: 'Beslutet går emot det barnen sade', departsWhy: 'Lokalen är dömd ut och kan inte värmas i vinter.',
  });

  expect(path(page)).toBe(`${address}/beslut`);
  await examine(page);
  await page.getByLabel('Stänga fritidsgården', { exact: true }).check();
  await page.getByLabel('Beslutet', { exact: true }).fill('Fritidsgården stängs den 1 februari.');
  await page.getByLabel('Skälen', { exact: true }).fill('Lokalen är inte säker. Verksamheten flyttar till skolan.');
  await page.getByLabel('Beslutsdag').fill(day(0));
  await page.getByLabel('Beslutsfattare').fill('Kultur- och fritidsnämnden');
  for (const group of await page.getByRole('group', { name: /^Går beslutet emot/ }).all()) await group.getByLabel('Delvis').check();
  for (const box of await page.getByLabel('Om ja eller delvis: vad vägde tyngre?').all()) await box.fill('Säkerheten i lokalen.');
  await next(page);
  await examine(page);
  await writeFollowUp(page, address);

  // What gets worse is softened, or it says why nothing is done.
  await expect(page.getByRole('heading', { name: '1 saknas innan det går att signera' })).toBeVisible();
  await press(page, /^Beslutet gör något sämre för ett barn/, 'link');
  await press(page, /^Åtgärder som mildrar följderna/, 'link');
  await examine(page);
  await press(page, 'Lägg till åtgärden');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveText([/^Skriv vad som ska göras/, /^Skriv vem/, /^Skriv när/]);
  await examine(page);
  await page.getByLabel('Vad ska göras?').fill('Öppen fritid i skolans matsal tre kvällar i veckan.');
  await page.getByLabel('Vem ser till att det blir gjort?').fill('Fritidschefen');
  await page.getByLabel('När ska det vara klart?').fill(day(40));
  await press(page, 'Lägg till åtgärden');
  await expect(page.locator('.card')).toContainText('Öppen fritid i skolans matsal tre kvällar i veckan.');
  await examine(page);

  await page.goto(`${address}/jamforelse`);
  const table = page.getByRole('table', { name: `Följder för ${YOUNGER}` });
  await expect(table.getByRole('columnheader')).toHaveText(['Artikel', 'Stänga fritidsgården', 'Behålla fritidsgården']);
  await expect(table.getByRole('row')).toHaveCount(7);
  const leisure = table.getByRole('row', { name: /31 Vila, lek och fritid/ });
  await expect(leisure.getByRole('cell').first()).toContainText('Sämre');
  await expect(leisure.getByRole('cell').last()).toContainText('Bättre');
  await expect(page.getByRole('table', { name: `Följder för ${OLDER}` })).toBeVisible();
  await examine(page);

  await page.goto(`${address}/granska`);
  await expect(page.getByText('Allt som krävs är ifyllt')).toBeVisible();
  await examine(page);
  await sign(page, address);
  expect(path(page)).toBe(`${address}/svar-till-barnen`);
  await examine(page);
  await page.getByLabel('Hur får barnen veta vad det blev?').fill('Ledarna berättar på gården och i klassen.');
  await page.getByLabel('Vad säger ni till barnen?').fill('Gården stänger. Vi hörde att ni vill träffas på fredagar, så matsalen är öppen då.');
  await save(page);
  await page.goto(`${address}/svar-till-barnen`);
  await expect(page.getByLabel('Hur får barnen veta vad det blev?')).toHaveValue('Ledarna berättar på gården och i klassen.');
  await page.goto(address);
  await expect(page.getByText(/^Signerad, beslut/)).toBeVisible();
  await examine(page);
  for (const name of ['beslut-intern', 'beslut-part']) {
    const pdf = await page.request.get(`${address}/dokument/${name}.pdf`);
    expect(pdf.headers()['content-type'], name).toBe('application/pdf');
  }
});
