// DOMAIN journey 5: the decision goes against what the child wished. Without a reason it cannot be signed; the reason stands in
// the decision and, in the child's language, in the letter.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  beginAssessment, bornYearsAgo, examine, next, openCase, press, sign, writeArticles, writeChild, writeDecision, writeFacts, writeFollowUp, writeQuestion, writeTalk, writeWeighing,
} from '../support/assessment.mjs';

test('a departing decision needs its reason, for the record and for the child', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Sara Påhittad', matter: 'Ansökan om flyttkostnader', children: [['Lova', bornYearsAgo(11)]] });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await writeChild(page, 'Lova');
  await writeFacts(page);
  await writeTalk(page, { address, child: /^Lova/, name: 'Lova', words: 'Jag vill bo kvar hos mina kompisar.' });
  await writeArticles(page, address);
  await writeWeighing(page, address, { names: ['Lova'], outcome: 'Beslutet går emot det barnet sade' });
  await writeDecision(page, address, { chosen: 'Bevilja ansökan', content: 'Flyttkostnaderna beviljas.', plain: 'Ni får hjälp att flytta.' });
  await next(page);
  await writeFollowUp(page, address);

  await expect(page.getByRole('link', { name: /Beslutet avviker från det Lova sade .* Skriv skälet, annars kan det inte signeras/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Skriv skälet så att Lova förstår det/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Signera och lås' })).toHaveCount(0);
  await examine(page);

  // The thread says the same, and leads to the field.
  await page.goto(address);
  await press(page, /^Från barnets ord till svaret: Lova/, 'link');
  await expect(page.locator('.thread')).toContainText('Jag vill bo kvar hos mina kompisar.');
  await expect(page.getByText('Beslutet avviker, och skälet saknas. Det hindrar signering.')).toBeVisible();
  await examine(page);
  await press(page, 'Skriv skälet', 'link');
  await page.getByLabel('Om beslutet avviker: varför?').fill('Mammans nya arbete ger familjen en trygg försörjning.');
  await next(page);
  await page.getByLabel('Varför det inte blev som Lova ville, sagt till Lova').fill('Mamma har fått ett jobb i en annan stad.');
  await next(page);
  await sign(page, address);

  await press(page, /^Från barnets ord till svaret/, 'link');
  await expect(page.getByText('Inga luckor, 1 av 1 uttalanden är följda hela vägen')).toBeVisible();
  await expect(page.locator('.thread')).toContainText('Går emot barnet');
  await expect(page.locator('.thread')).toContainText('Mammans nya arbete ger familjen en trygg försörjning.');
  await expect(page.locator('.thread')).toContainText('Mamma har fått ett jobb i en annan stad.');
  await examine(page);
  await press(page, 'I brevet', 'link');
  await expect(page.locator('.letter')).toContainText('Jag vill bo kvar hos mina kompisar.');
  await expect(page.locator('.letter')).toContainText('Mamma har fått ett jobb i en annan stad.');
  await examine(page);
  await page.goto(`${address}/avvagning`);
  await expect(page.getByText('Mammans nya arbete ger familjen en trygg försörjning.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Spara', exact: true })).toHaveCount(0);
  await examine(page);
});
