/**
 * The deflate dictionary of `s1` links. Frozen for ever: a byte changed here breaks every link made before. A new
 * dictionary is a new codec version beside this one. Later text is cheaper to refer to, so the likeliest comes last.
 */

const words = `get describe delete patch rollout undo restart status history label annotate cordon uncordon drain
 --cascade=orphan --cascade=foreground --grace-period=0 --force --type=json --type=merge --to-revision= --ignore-daemonsets
 --delete-emptydir-data -o wide -l app= kubectl delete pod kubectl delete pvc kubectl delete statefulset kubectl drain node-
kubectl rollout undo statefulset/ kubectl rollout restart statefulset/ kubectl patch statefulset
 -p '{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":
 --type=json -p='[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"
apiVersion: policy/v1
kind: PodDisruptionBudget
spec:
  maxUnavailable: 1
  minAvailable: 2
apiVersion: v1
kind: ConfigMap
data:
  persistentVolumeReclaimPolicy: Retain
kind: StorageClass
provisioner: volumeBindingMode: WaitForFirstConsumer
          envFrom: configMapRef: secretKeyRef: env: - name: POD_NAME valueFrom: fieldRef: fieldPath: metadata.name value:
          resources: requests: cpu: 100m memory: 128Mi limits: cpu: memory: 256Mi
          readinessProbe:
            httpGet:
              path: /
              port: 80
            initialDelaySeconds: 5
            periodSeconds: 10
            timeoutSeconds: failureThreshold: successThreshold:
          livenessProbe: tcpSocket: exec: command: ["sh", "-c", "
          lifecycle: preStop: postStart: securityContext: runAsUser: fsGroup: serviceAccountName: nodeSelector:
      initContainers: affinity: podAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution: labelSelector: matchExpressions:
        topologyKey: kubernetes.io/hostname tolerations: topologySpreadConstraints: volumes: emptyDir: {} configMap: secret:
  podManagementPolicy: Parallel
  podManagementPolicy: OrderedReady
  minReadySeconds: 10
  revisionHistoryLimit: 10
  ordinals: start: 
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Delete
    whenScaled: Delete
  updateStrategy:
    type: OnDelete
    type: RollingUpdate
    rollingUpdate:
      partition: 
  publishNotReadyAddresses: true
          image: registry.k8s.io/nginx-slim:0.24
          image: nginx:1.27
        storageClassName: standard
`;

const example = `# statefulset-example.yaml

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

const frame = ` kubectl set image statefulset/web nginx= kubectl scale statefulset web-statefulset --replicas= -n default"],[1,"kubectl apply -f manifest.yaml\u0000{"files":[["manifest.yaml",0]],"seed":1,"steps":[[0,"kubectl apply -f manifest.yaml","manifest.yaml",0]],"endMs":0,"lengths":[1186]}`;

export const dictionaryV1: Uint8Array = new TextEncoder().encode(words + frame + example);
