/** The manifest that the page opens with: a headless Service and a StatefulSet with a claim template. */
export const nginxExample = `# statefulset-example.yaml

# First, define the Headless Service for network identity
apiVersion: v1
kind: Service
metadata:
  name: nginx-headless-service
  labels:
    app: nginx
spec:
  ports:
    - port: 80
      name: web
  # clusterIP: None makes this a "headless" service
  clusterIP: None
  selector:
    app: nginx
---
# Then, define the StatefulSet
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web-statefulset
spec:
  selector:
    matchLabels:
      app: nginx # has to match .spec.template.metadata.labels
  serviceName: "nginx-headless-service"
  replicas: 3 # by default is 1
  template:
    metadata:
      labels:
        app: nginx # has to match .spec.selector.matchLabels
    spec:
      terminationGracePeriodSeconds: 10
      containers:
        - name: nginx
          image: k8s.gcr.io/nginx-slim:0.8
          ports:
            - containerPort: 80
              name: web
          volumeMounts:
            - name: www
              mountPath: /usr/share/nginx/html
  # Define a PersistentVolumeClaim template.
  # This will create a new PVC for each Pod.
  volumeClaimTemplates:
    - metadata:
        name: www
      spec:
        accessModes: ["ReadWriteOnce"]
        storageClassName: "my-storage-class" # Make sure you have a StorageClass
        resources:
          requests:
            storage: 1Gi
`;
