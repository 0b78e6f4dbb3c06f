/** What the tests read of the chart's values. */
export interface ChartValues {
  readonly services: Readonly<Record<string, ServiceValues>>;
}

interface ServiceValues {
  readonly program: string;
  readonly role?: string;
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly calls: readonly string[];
  readonly storage?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signs?: boolean;
  readonly verifies?: boolean;
}

/** What the tests read of rendered Kubernetes objects, whatever their kind. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly automountServiceAccountToken?: boolean;
  readonly spec: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
    readonly podSelector?: PodSelector;
    readonly ingress?: readonly NetworkRule[] | null;
    readonly egress?: readonly NetworkRule[] | null;
  };
}

interface PodTemplate {
  readonly metadata: { readonly labels: Labels };
  readonly spec: {
    readonly securityContext: object;
    readonly automountServiceAccountToken: boolean;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly { readonly secret?: { readonly secretName: string } }[];
  };
}

export interface Container {
  readonly args?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom?: readonly { readonly secretRef: { readonly name: string } }[];
  readonly securityContext: object;
  readonly readinessProbe?: object;
}

export interface NetworkRule {
  readonly from?: readonly NetworkPeer[];
  readonly to?: readonly NetworkPeer[];
  readonly ports: readonly { readonly port: number }[];
}

export interface NetworkPeer {
  readonly podSelector?: PodSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except: readonly string[] };
}

type Labels = Readonly<Record<string, string>>;

interface PodSelector {
  readonly matchLabels?: Labels;
}
