package fake

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// File is an upload or snippet.
type File struct {
	ID, Name, Mimetype string
	// Mode is hosted or snippet; external for a file that lies elsewhere.
	Mode    string
	Content []byte
	// Stub makes messages carry the id alone, as files of another company do.
	Stub bool
	// Hidden answers a download with the sign-in page.
	Hidden bool
	// Size is what Slack says, the length of the content if zero.
	Size int64

	address string
}

// wire is a file as messages carry it.
func (f *File) wire() map[string]any {
	if f.Stub {
		return map[string]any{"id": f.ID, "mode": "file_access", "file_access": "check_file_info", "created": 0, "timestamp": 0, "user": ""}
	}
	return f.full()
}

func (f *File) full() map[string]any {
	size := f.Size
	if size == 0 {
		size = int64(len(f.Content))
	}
	preview := string(f.Content[:min(len(f.Content), 60)])
	return map[string]any{
		"id": f.ID, "name": f.Name, "title": f.Name, "mimetype": f.Mimetype, "filetype": "text", "mode": f.Mode, "size": size,
		"is_external": f.Mode == "external", "file_access": "visible", "preview": preview, "preview_is_truncated": true,
		"url_private": f.address, "url_private_download": f.address,
	}
}

// keep stores a file that comes with a message.
func (s *Server) keep(f *File) {
	if f.ID == "" {
		f.ID = s.id("F0")
	}
	if f.Mode == "" {
		f.Mode = "hosted"
	}
	if f.Mimetype == "" {
		f.Mimetype = "text/plain"
	}
	f.address = fmt.Sprintf("%s/files/%s/%s", s.base, f.ID, url.PathEscape(strings.ReplaceAll(orElse(f.Name, "untitled"), "/", "_")))
	if f.Mode == "external" {
		f.address = "https://drive.example.com/" + f.ID
	}
	s.files[f.ID] = f
}

// fileInfo tells what a file is. https://docs.slack.dev/reference/methods/files.info
func (s *Server) fileInfo(c *call) {
	f := s.files[c.str("file")]
	if f == nil {
		c.fail("file_not_found")
		return
	}
	c.answer(map[string]any{"file": f.full(), "comments": []any{}})
}

// download gives a file's content to who may read it; everybody else is sent to
// the sign-in page, which answers 200.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[r.PathValue("id")]
	allowed := r.Header.Get("Authorization") == "Bearer "+BotToken && s.granted("files:read")
	s.mu.Unlock()
	s.note(&call{server: s, method: "download"})
	if f == nil || !allowed || f.Hidden {
		http.Redirect(w, r, s.base+"/?"+url.Values{"redir": {r.URL.Path}}.Encode(), http.StatusFound)
		return
	}
	if fault := s.fault("download"); fault != nil {
		if fault.before(&call{server: s, w: w, method: "download"}, r) {
			return
		}
	}
	w.Header().Set("Content-Type", f.Mimetype)
	_, _ = w.Write(f.Content)
}
