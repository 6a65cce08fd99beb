/**
 * Keeps the page where there is no network. Everything that belongs to one build is kept together and served together:
 * a newer build waits until somebody takes it, or until the last page of the older one is closed. The build before stays
 * too: pages of it that are still open load their late parts from there. `%…%` is filled in by .build/offline.ts.
 */
const cacheName = 'statefulset-playground-%VERSION%';
/** What a page needs at once, and what it loads when it is asked for (Monaco, the shell). */
const first = ['%FIRST%'];
const rest = ['%REST%'];

const scope = new URL('./', self.location.href);
const addressOf = (file) => new URL(file, scope).href;
const kept = new Set([...first, ...rest].map(addressOf));
const assets = addressOf('assets/');

self.addEventListener('install', (event) => {
  // Past the browser's own cache, which may hold files of another build.
  const requests = first.map((file) => new Request(addressOf(file), { cache: 'reload' }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  const leave = async () => {
    const builds = (await caches.keys()).filter((name) => name.startsWith('statefulset-playground-'));
    const older = builds.filter((name) => name !== cacheName);
    await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(leave());
});

/** One after the other: nobody waits for them. */
async function keepRest() {
  const cache = await caches.open(cacheName);
  for (const file of rest) {
    const address = addressOf(file);
    if (!(await cache.match(address))) await cache.add(address);
  }
}

self.addEventListener('message', ({ data, source }) => {
  if (source && new URL(source.url).origin !== scope.origin) return;
  if (data === 'take over') void self.skipWaiting();
  if (data === 'keep the rest') void keepRest().catch(() => undefined);
});

async function answer(request, address) {
  const cache = await caches.open(cacheName);
  const found = await cache.match(address);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && kept.has(address)) await cache.put(address, response.clone());
  return response;
}

/** A file of a build that may be gone from the server. */
async function answerFromAnyBuild(request, address) {
  return (await caches.match(address)) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  const page = addressOf('index.html');
  const isPage =
    request.mode === 'navigate' &&
    (url.origin + url.pathname === scope.href || url.pathname === new URL(page).pathname);
  const address = isPage ? page : url.origin + url.pathname;
  // Whatever is no file of the build is none of its business: the API of a served cluster, say.
  if (kept.has(address)) event.respondWith(answer(request, address));
  else if (address.startsWith(assets)) event.respondWith(answerFromAnyBuild(request, address));
});
