// What a page may do with its playgrounds: switch their theme with its own, drive one, and listen to it.
const root = document.documentElement;
document.getElementById('theme').addEventListener('click', () => {
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
});

const driven = document.getElementById('driven');
const other = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: other
spec:
  serviceName: other
  replicas: 2
  selector:
    matchLabels: { app: other }
  template:
    metadata:
      labels: { app: other }
    spec:
      containers:
        - name: c
          image: nginx
`;
const acts = {
  play: () => driven.play(),
  pause: () => driven.pause(),
  seek: () => driven.seek(5000),
  scale: () => driven.run('kubectl scale statefulset web-statefulset --replicas=2', 'scale'),
  load: () => driven.load({ manifest: other }),
};
for (const button of document.querySelectorAll('[data-act]')) {
  button.addEventListener('click', () => acts[button.dataset.act]());
}

const log = document.getElementById('log');
for (const type of ['ready', 'height', 'step', 'goal', 'error']) {
  driven.addEventListener(type, ({ detail }) => {
    log.textContent = `${type} ${JSON.stringify(detail)}\n${log.textContent}`.slice(0, 4000);
  });
}
