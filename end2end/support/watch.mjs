// What no page of ours may do, whatever the journey is about: break its own Content Security Policy, ask another server for anything,
// or leave something behind in the browser's storage, where the next person at the same computer finds it.

const REFUSED = /Content Security Policy/;
/** Schemes that ask no server for anything. */
const LOCAL = ['about:', 'blob:', 'data:'];

/**
 * Watches everything that happens in a browser context from now on.
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} own the address of the server that the journey is about.
 * @returns {Promise<() => Promise<void>>} to be called before the context is closed; throws if something was found.
 */
export async function watch(context, own) {
  const { origin } = new URL(own);
  const found = [];
  context.on('request', (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (!LOCAL.includes(protocol) && asked !== origin) found.push(`a request to ${asked}`);
  });
  // The console speaks with scripts and without; the event also of what the console leaves out, but only with scripts.
  context.on('console', (message) => {
    if (REFUSED.test(message.text())) found.push(message.text());
  });
  await context.exposeBinding('reportViolation', (_, words) => found.push(words));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`${event.effectiveDirective} was broken by ${event.blockedURI} on ${location.pathname}`);
    });
  });
  return async () => {
    for (const page of context.pages()) found.push(...(await left(page)));
    if (found.length > 0) throw new Error(`what no page may do:\n${[...new Set(found)].join('\n')}`);
  };
}

/** What lies in the browser's storage, by its names. A page that shows no document of ours has none. */
async function left(page) {
  return page.evaluate(async () => {
    if (window.origin === 'null') return [];
    const databases = await indexedDB.databases();
    return [
      ...Object.keys(localStorage).map((key) => `localStorage holds ${key}`),
      ...Object.keys(sessionStorage).map((key) => `sessionStorage holds ${key}`),
      ...databases.map(({ name }) => `IndexedDB holds ${name}`),
      ...(await caches.keys()).map((key) => `a cache is called ${key}`),
    ];
  });
}
