package slack

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// TestDeployments holds the image and the manifests to what the program needs of
// them: two replicas, time to finish, health outside of loopback, no root.
func TestDeployments(t *testing.T) {
	t.Parallel()
	grace := realTime().drain + 5*time.Second
	var compose struct {
		Services map[string]struct {
			Environment map[string]string
			ReadOnly    bool          `yaml:"read_only"`
			Grace       time.Duration `yaml:"stop_grace_period"`
		}
	}
	documents(t, "deploy/compose.yaml", &compose)
	service := compose.Services["sipwhy"]
	for _, name := range []string{AppTokenVar, BotTokenVar} {
		if !strings.Contains(service.Environment[name], name) {
			t.Errorf("compose.yaml does not pass %s on", name)
		}
	}
	if service.Grace < grace || !service.ReadOnly {
		t.Errorf("compose.yaml: grace %v, read-only %v", service.Grace, service.ReadOnly)
	}

	var deployment struct {
		Kind string
		Spec struct {
			Replicas int
			Template struct {
				Spec struct {
					Grace    int `yaml:"terminationGracePeriodSeconds"`
					Security struct {
						NonRoot bool `yaml:"runAsNonRoot"`
					} `yaml:"securityContext"`
					Containers []struct {
						Env       []struct{ Name string }
						Liveness  probe `yaml:"livenessProbe"`
						Readiness probe `yaml:"readinessProbe"`
					}
				}
			}
		}
	}
	documents(t, "deploy/kubernetes.yaml", &deployment)
	pod := deployment.Spec.Template.Spec
	if deployment.Kind != "Deployment" || deployment.Spec.Replicas != 2 || deployment.Spec.Replicas*sockets > maxConnections || !pod.Security.NonRoot {
		t.Errorf("kubernetes.yaml: %+v", deployment.Spec)
	}
	if time.Duration(pod.Grace)*time.Second < grace {
		t.Errorf("kubernetes.yaml: %d s to finish, %v are needed", pod.Grace, grace)
	}
	container := pod.Containers[0]
	if container.Liveness.HTTPGet.Path != "/healthz" || container.Readiness.HTTPGet.Path != "/readyz" {
		t.Errorf("kubernetes.yaml: probes %+v %+v", container.Liveness, container.Readiness)
	}
	if len(container.Env) != 2 || container.Env[0].Name != AppTokenVar || container.Env[1].Name != BotTokenVar {
		t.Errorf("kubernetes.yaml: environment %+v", container.Env)
	}

	image, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"CGO_ENABLED=0", "USER 65532", ListenVar + "=0.0.0.0:", `CMD ["/sipwhy", "health"]`, `CMD ["serve"]`, "distroless/static"} {
		if !bytes.Contains(image, []byte(want)) {
			t.Errorf("the Dockerfile lacks %s", want)
		}
	}
}

type probe struct {
	HTTPGet struct{ Path string } `yaml:"httpGet"`
}

// documents decodes the first document of a YAML file and checks that the others
// are YAML.
func documents(t *testing.T, file string, first any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(first); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for {
		var rest yaml.Node
		if err := dec.Decode(&rest); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
}
