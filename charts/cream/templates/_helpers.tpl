{{/* Name of a service's objects: <release>-<service>. Takes (dict "root" $ "name" name). */}}
{{- define "cream.name" -}}
{{- printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What selects a service's pods. Never changes: a Deployment's selector is immutable. */}}
{{- define "cream.selector" -}}
app.kubernetes.io/name: cream
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{- define "cream.labels" -}}
{{ include "cream.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "cream.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{/* gRPC port of a callee. Takes (dict "root" $ "name" caller "callee" callee). */}}
{{- define "cream.calleePort" -}}
{{- $target := required (printf "%s calls %s, which is no service" .name .callee) (get .root.Values.services .callee) -}}
{{- int $target.grpcPort -}}
{{- end -}}

{{/* Where the callees are. Takes (dict "root" $ "name" name "calls" names). */}}
{{- define "cream.addresses" -}}
{{- range $callee := .calls }}
{{- $port := include "cream.calleePort" (dict "root" $.root "name" $.name "callee" $callee) }}
- name: CREAM_{{ $callee | upper | replace "-" "_" }}_ADDR
  value: {{ printf "%s:%s" (include "cream.name" (dict "root" $.root "name" $callee)) $port | quote }}
{{- end }}
{{- end -}}

{{- define "cream.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "cream.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}
