// A frame without an origin may load modules only where the server lets everyone. Elsewhere the page's classic form
// takes their place.
if (self.origin === 'null') {
  let isClassic = false;
  addEventListener(
    'error',
    ({ target }) => {
      if (isClassic || !(target instanceof HTMLScriptElement) || target.type !== 'module') return;
      isClassic = true;
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = './classic/playground.css';
      const script = document.createElement('script');
      script.src = './classic/playground.js';
      document.head.append(style);
      document.body.append(script);
    },
    true,
  );
}
