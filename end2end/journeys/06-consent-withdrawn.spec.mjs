// DOMAIN journey 6: a talk is planned with consent, and one guardian withdraws it. The page warns before anybody is contacted; the
// talk did not take place, the child is not heard with its reason, and the assessment can be signed.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  beginAssessment, beginNote, bornYearsAgo, choose, day, examine, next, openCase, press, save, sign, writeArticles, writeChild, writeDecision, writeFacts,
  writeFollowUp, writeNotHeard, writeQuestion, writeWeighing,
} from '../support/assessment.mjs';

test('a talk whose consent is withdrawn is not held, and the child is not heard with its reason', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  await openCase(page, { adult: 'Saga Påhittad', matter: 'Ansökan om hyresskuld', guardians: ['Ivar Påhittad'], children: [['Tuva', bornYearsAgo(10)]] });
  const address = await beginAssessment(page);
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await writeChild(page, 'Tuva');
  await writeFacts(page);

  // Nothing is written: the child's own place says how to begin.
  await expect(page.getByText('Inget är skrivet om Tuva ännu.', { exact: false })).toBeVisible();
  await expect(page.getByText('Be en annan enhet att prata med barnet')).toBeVisible();
  await examine(page);
  await beginNote(page, { address, child: /^Tuva/, what: 'Planera eller skriv ner ett samtal' });
  await expect(page.getByRole('heading', { name: 'Prata inte med barnet än' })).toBeVisible();

  // A basis says its conditions once it is chosen, with scripts and without.
  const condition = page.getByText('Varje annan vårdnadshavare har också sagt ja', { exact: false });
  await expect(condition).toBeHidden();
  await choose(page, 'Vilken grund har samtalet?', /samtyck/i);
  await expect(condition).toBeVisible();
  for (const name of ['Saga Påhittad', 'Ivar Påhittad']) {
    await page.getByRole('group', { name: `Samtycke från ${name}` }).getByLabel('Har samtyckt').check();
    await page.getByLabel(`Datum för svaret från ${name}`).fill(day(-6));
  }
  await page.getByLabel('Vem ska prata med Tuva', { exact: false }).fill('Åsa, som Tuva har träffat hos mormor.');
  await page.getByLabel('Var ska ni ses?').fill('På biblioteket, som Tuva själv föreslog');
  await page.getByLabel('Vilket stöd behövs?').fill('Bildkort');
  await page.getByLabel('Vad får Tuva välja själv?').fill('Plats och om någon ska vara med');
  await page.getByLabel('Vad behöver Tuva veta först?').fill('Det handlar om var ni ska bo. Du får låta bli att svara.');
  await choose(page, 'Är någon annan bättre placerad', 'Nej');
  await page.getByLabel('Vilken dag?').fill(day(2));
  await save(page);
  await expect(page.getByRole('heading', { name: 'Grunden för samtalet är klar' })).toBeVisible();
  await examine(page);
  await page.goto(`${address}/rost`);
  await expect(page.getByText('samtal planerat', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Planerat samtal (Tuva)' })).toBeVisible();
  await examine(page);

  // One of them thinks again.
  await press(page, 'Planerat samtal (Tuva)', 'link');
  await page.getByRole('group', { name: 'Samtycke från Ivar Påhittad' }).getByLabel('Har tagit tillbaka sitt samtycke').check();
  await page.getByLabel('Datum för svaret från Ivar Påhittad').fill(day(-1));
  await save(page);
  await expect(page.getByRole('heading', { name: 'Håll inte samtalet' })).toBeVisible();
  await expect(page.getByText('Ivar Påhittad har tagit tillbaka sitt samtycke. Prata inte med barnet på den här grunden.', { exact: true })).toBeVisible();
  await examine(page);

  await choose(page, 'Blev samtalet av?', 'Nej, det blev inte av');
  await page.getByLabel('Om det inte blev av: varför?').fill('Ivar ringde och tog tillbaka sitt samtycke.');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Samtalet blev inte av' })).toBeVisible();
  await expect(page.getByLabel('Tuva sade (1)')).toHaveCount(0);
  await examine(page);
  await press(page, 'Skriv varför Tuva inte hörs, eller ett nytt samtal', 'link');
  await expect(page.getByText('inte hörd än', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Samtal som inte blev av (Tuva)' })).toBeVisible();
  await examine(page);

  await writeNotHeard(page, {
    address, child: /^Tuva/, name: 'Tuva', reason: 'En vårdnadshavare tog tillbaka sitt samtycke', why: 'Ivar ringde dagen före. Ingen annan grund finns. Tuva fick veta det av Saga.',
  });
  await expect(page.getByText('inte hörd', { exact: true })).toBeVisible();
  await examine(page);
  await writeArticles(page, address);
  await writeWeighing(page, address, { names: ['Tuva'], outcome: 'Beslutet följer det barnet sade' });
  await writeDecision(page, address, { chosen: 'Bevilja ansökan', content: 'Hyresskulden beviljas.', plain: 'Ni får hjälp med hyran och bor kvar.' });
  await next(page);
  await writeFollowUp(page, address);
  await expect(page.getByText('Allt som krävs är ifyllt')).toBeVisible();
  await expect(page.getByText('Ivar ringde och tog tillbaka sitt samtycke.')).toBeVisible();
  await examine(page);
  await sign(page, address);
  await expect(page.getByRole('link', { name: /Brev till Tuva/ })).toBeVisible();
});
