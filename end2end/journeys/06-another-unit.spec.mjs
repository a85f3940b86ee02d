// DOMAIN journey 6: another unit is better placed to talk with the child. It is asked, it answers, and the child is heard there; what
// others say about the child, and that it was informed, stand apart from its own words.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  beginAssessment, beginNote, bornYearsAgo, choose, day, examine, next, openCase, press, save, writeChild, writeFacts, writeQuestion,
} from '../support/assessment.mjs';

test('another unit that is better placed is asked, answers, and hears the child', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Disa Påhittad', matter: 'Ansökan om behandling', children: [['Milo', bornYearsAgo(12)]] });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await writeChild(page, 'Milo');
  await writeFacts(page);

  await beginNote(page, { address, child: /^Milo/, what: 'Planera eller skriv ner ett samtal' });
  await choose(page, 'Vilken grund har samtalet?', /samtyck/i);
  await page.getByRole('group', { name: /^Samtycke från/ }).getByLabel('Har samtyckt').check();
  await page.getByLabel(/^Datum för svaret från/).fill(day(-9));
  await choose(page, 'Är någon annan bättre placerad', 'Ja');
  await expect(page.getByText('Skriv en ny anteckning i steg 4', { exact: false })).toBeVisible();
  await save(page);
  await page.getByText(/saknas innan det går att signera/).click();
  const wanted = page.getByText('Någon annan är bättre placerad att prata med Milo. Skriv en anteckning', { exact: false });
  await expect(wanted).toBeVisible();
  await examine(page);

  await beginNote(page, { address, child: /^Milo/, what: 'Be en annan enhet att prata med barnet' });
  await expect(page.getByRole('heading', { name: 'Fråga till en annan enhet om Milo', level: 1 })).toBeVisible();
  await examine(page);
  await page.getByLabel('Vilken enhet, och vem där?').fill('Barn och ungdom, Samira');
  await page.getByLabel('Varför är den bättre placerad').fill('Samira har träffat Milo varje vecka sedan i våras.');
  await page.getByLabel('Vilken dag frågade du?').fill(day(-7));
  await page.getByLabel('Vad bad du om?').fill('Att fråga Milo vad han tycker om att byta skola.');
  await page.getByLabel('Vad vet Milo om att du frågar?').fill('Milo vet det av sin mamma och har sagt att det är bra.');
  await choose(page, 'Vad har hänt med frågan?', 'Frågan är ställd');
  await next(page);
  await expect(page.getByRole('link', { name: 'Fråga till en annan enhet (Milo)' })).toBeVisible();
  await expect(page.getByText('samtal planerat', { exact: true })).toBeVisible();
  await press(page, 'Fråga till en annan enhet (Milo)', 'link');
  await choose(page, 'Vad har hänt med frågan?', 'Har svarat');
  await save(page);
  await page.getByText(/saknas innan det går att signera/).click();
  await expect(page.getByText('Svara på ”Vad blev svaret?”.')).toBeVisible();
  await page.getByLabel('Vilken dag kom svaret?').fill(day(-3));
  await page.getByLabel('Vad blev svaret?').fill('Samira har pratat med Milo om det.');
  await page.getByLabel('Vem har pratat med Milo?').fill('Samira');
  await examine(page);
  await next(page);
  await expect(page.getByRole('link', { name: 'Annan enhet har svarat (Milo)' })).toBeVisible();

  // Heard there: the planned talk is filled in with who held it.
  await press(page, 'Planerat samtal (Milo)', 'link');
  await choose(page, 'Blev samtalet av?', 'Ja, samtalet har hållits');
  await page.getByLabel('Vilken dag?').fill(day(-3));
  await page.getByLabel('Var?', { exact: true }).fill('Hos Samira');
  await page.getByLabel('Vilka var med?').fill('Milo och Samira');
  await choose(page, 'Hur gick det till?', 'Genom någon annan som barnet litar på');
  await page.getByText('Ett annat instrument användes', { exact: true }).click();
  await page.getByLabel('Vad heter instrumentet?').fill('Ett formulär om skolan');
  await page.getByLabel('När användes det?').fill(day(-3));
  await page.getByLabel('Vem använde det?').fill('Samira');
  await page.getByLabel('Var finns resultatet?').fill('Hos Barn och ungdom');
  await page.getByLabel('Vad fick Milo veta, och på vilket sätt?').fill('Vad beslutet gäller, med ord och bilder.');
  await page.getByLabel('Hur kontrollerade du att Milo förstod?').fill('Milo fick berätta för Samira.');
  await page.getByLabel('Milo sade (1)').fill('Jag vill gå kvar med mina vänner.');
  await page.getByRole('radio', { name: 'Ja, ett brev', exact: true }).check();
  await save(page);
  await expect(page.getByText(/saknas innan det går att signera/)).toHaveCount(0);
  await expect(page.getByLabel('Vad heter instrumentet?')).toBeVisible();
  await examine(page);

  await beginNote(page, { address, child: /^Milo/, what: 'Skriv ner vad andra säger om barnets syn' });
  await expect(page.getByRole('heading', { name: 'Inte barnets egna ord' })).toBeVisible();
  await page.getByLabel('Vem har sagt det?').fill('Läraren Kajsa');
  await page.getByLabel('Vad är personen för Milo?').fill('Klasslärare i tre år');
  await page.getByLabel('Vilken dag?').fill(day(-4));
  await page.getByLabel('Vad säger personen att Milo tycker eller vill?').fill('Att Milo trivs och inte vill flytta.');
  await page.getByLabel('Hur vet personen det?').fill('Milo har sagt det till henne.');
  await page.getByLabel('Ska prövas innan någon får läsa det').check();
  await examine(page);
  await next(page);
  await beginNote(page, { address, child: /^Milo/, what: 'Skriv ner att barnet fick information' });
  await page.getByLabel('Vilken dag?').fill(day(-2));
  await page.getByLabel('Vem informerade Milo?').fill('Åsa');
  await page.getByRole('radio', { name: 'Broschyr', exact: true }).check();
  await page.getByLabel('Vad fick Milo veta?').fill('Hur det går till och när beslutet kommer.');
  await page.getByLabel('Hur kontrollerade du att Milo förstod?').fill('Milo berättade för mig vad som händer nu.');
  await examine(page);
  await next(page);

  await expect(page.getByText('hörd', { exact: true })).toBeVisible();
  await expect(page.locator('.voice-child .task-list').getByRole('link')).toHaveCount(4);
  await expect(page.locator('.voice-child').getByText('klar', { exact: true })).toHaveCount(4);
  await examine(page);
  // Only the child's own words are there to be weighed.
  await page.goto(`${address}/avvagning`);
  await expect(page.locator('.words')).toHaveCount(1);
  await expect(page.getByText('Jag vill gå kvar med mina vänner.').first()).toBeVisible();
  await expect(page.getByText('Att Milo trivs och inte vill flytta.')).toHaveCount(0);
  await examine(page);
});
