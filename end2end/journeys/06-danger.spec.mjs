// DOMAIN journey 6: one guardian cannot be asked, because asking would put somebody in danger. Consent alone is then no ground: another
// one with its reference carries the talk, or the child is not heard for that reason.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  beginAssessment, beginNote, bornYearsAgo, choose, day, examine, openCase, press, save, writeChild, writeFacts, writeNotHeard, writeQuestion,
} from '../support/assessment.mjs';

test('where asking would endanger somebody, consent is not enough, and another basis or a reason is', async ({ page }) => {
  await signInAs(page, 'worker');
  await openCase(page, {
    adult: 'Embla Påhittad', matter: 'Ansökan om skyddat boende', guardians: ['Rolf Påhittad'], children: [['Alva', bornYearsAgo(11)], ['Nore', bornYearsAgo(5)]],
  });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await writeChild(page, 'Alva');
  await writeChild(page, 'Nore');
  await writeFacts(page);

  await beginNote(page, { address, child: /^Alva/, what: 'Planera eller skriv ner ett samtal' });
  await choose(page, 'Vilken grund har samtalet?', /samtyck/i);
  await page.getByRole('group', { name: 'Samtycke från Embla Påhittad' }).getByLabel('Har samtyckt').check();
  await page.getByLabel('Datum för svaret från Embla Påhittad').fill(day(-2));
  await page.getByRole('group', { name: 'Samtycke från Rolf Påhittad' }).getByLabel('Inte tillfrågad, att fråga skulle utsätta någon för fara').check();
  await save(page);
  await expect(page.getByRole('heading', { name: 'Prata inte med barnet än' })).toBeVisible();
  await expect(page.getByText('Samtycke räcker inte som grund.', { exact: false }).first()).toBeVisible();
  await page.getByText(/saknas innan det går att signera/).click();
  await expect(page.getByText('Svara på ”Varför är Rolf Påhittad inte tillfrågad?”.')).toBeVisible();
  await examine(page);

  // Why, without giving away what is dangerous; and another basis, which needs its reference.
  await page.getByLabel('Varför är Rolf Påhittad inte tillfrågad?').fill('Se den särskilda bedömningen i ärendet');
  await choose(page, 'Vilken grund har samtalet?', 'Annan grund, med hänvisning');
  await save(page);
  await expect(page.getByText('Skriv grundens lagrum eller beslut.', { exact: true })).toBeVisible();
  await examine(page);
  await page.getByLabel('Lagrum eller beslut').fill('Beslut av nämnden den 3 november');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Grunden för samtalet är klar' })).toBeVisible();
  await expect(page.getByText('Grund: Annan grund, med hänvisning (Beslut av nämnden den 3 november)')).toBeVisible();
  await examine(page);

  // The younger one is not heard, for that reason; what to write is said beside the choice.
  await beginNote(page, { address, child: /^Nore/, what: 'Skriv varför barnet inte har hörts' });
  const hint = page.getByText('Skriv så att texten inte själv avslöjar det som är farligt. Behöver barnet skydd', { exact: false });
  await expect(hint).toBeHidden();
  await choose(page, 'Varför har Nore inte hörts?', 'Att fråga skulle utsätta någon för fara');
  await expect(hint).toBeVisible();
  await examine(page);
  await press(page, 'Ta bort den tomma anteckningen');
  await writeNotHeard(page, { address, child: /^Nore/, name: 'Nore', reason: 'Att fråga skulle utsätta någon för fara', why: 'Nore är fem år och berättar allt hemma.' });
  await expect(page.getByText('inte hörd', { exact: true })).toBeVisible();
  await expect(page.getByText('samtal planerat', { exact: true })).toBeVisible();
  await examine(page);
});
