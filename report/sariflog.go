package report

// The objects of SARIF 2.1.0 that we write, under the names and with the
// sections of the standard,
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
type (
	// A sarifLog is section 3.13.
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}

	// A sarifRun is section 3.14.
	sarifRun struct {
		Tool        sarifTool                `json:"tool"`
		Invocations []sarifInvocation        `json:"invocations"`
		BaseIDs     map[string]sarifArtifact `json:"originalUriBaseIds,omitempty"`
		ColumnKind  string                   `json:"columnKind"`
		Results     []sarifResult            `json:"results"`
		Properties  sarifRunProperties       `json:"properties"`
	}

	// Property bags are section 3.8.
	sarifRunProperties struct {
		Trees []jsonTree `json:"trees"`
	}

	// A sarifTool is section 3.18.
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}

	// A sarifDriver is a toolComponent, section 3.19.
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}

	// A sarifRule is a reportingDescriptor, section 3.49.
	sarifRule struct {
		ID               string              `json:"id"`
		ShortDescription sarifText           `json:"shortDescription"`
		FullDescription  *sarifText          `json:"fullDescription,omitempty"`
		Help             *sarifText          `json:"help,omitempty"`
		HelpURI          string              `json:"helpUri"`
		Default          sarifConfiguration  `json:"defaultConfiguration"`
		Properties       sarifRuleProperties `json:"properties"`
	}

	// Tags and problem.severity are what GitHub reads: "SARIF support for code
	// scanning" in https://docs.github.com has the list.
	sarifRuleProperties struct {
		Tags     []string `json:"tags,omitempty"`
		Severity string   `json:"problem.severity"`
		Since    string   `json:"since,omitempty"`
	}

	// A sarifConfiguration is a reportingConfiguration, section 3.50.
	sarifConfiguration struct {
		Level   string `json:"level"`
		Enabled bool   `json:"enabled"`
	}

	// A sarifText is a message, section 3.11, or a multiformatMessageString,
	// section 3.12.
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}

	// A sarifInvocation is section 3.20.
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}

	// A sarifNotification is section 3.58.
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}

	// A sarifResult is section 3.27.
	sarifResult struct {
		RuleID       string                `json:"ruleId"`
		RuleIndex    *int                  `json:"ruleIndex,omitempty"`
		Level        string                `json:"level"`
		Message      sarifText             `json:"message"`
		Locations    []sarifLocation       `json:"locations"`
		Related      []sarifLocation       `json:"relatedLocations,omitempty"`
		Fixes        []sarifFix            `json:"fixes,omitempty"`
		Suppressions []sarifSuppression    `json:"suppressions,omitzero"`
		Fingerprints map[string]string     `json:"partialFingerprints"`
		Properties   sarifResultProperties `json:"properties"`
	}

	sarifResultProperties struct {
		Effect  string            `json:"effect,omitempty"`
		When    string            `json:"when,omitempty"`
		Kernels []string          `json:"kernels,omitempty"`
		Builds  []string          `json:"builds,omitempty"`
		Witness map[string]string `json:"witness,omitempty"`
	}

	// A sarifSuppression is section 3.35.
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification,omitempty"`
	}

	// A sarifLocation is section 3.28. Its id is there in related places, so that
	// messages could refer to them.
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}

	// A sarifPhysical is a physicalLocation, section 3.29.
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}

	// A sarifArtifact is an artifactLocation, section 3.4.
	sarifArtifact struct {
		URI         string     `json:"uri,omitempty"`
		BaseID      string     `json:"uriBaseId,omitempty"`
		Description *sarifText `json:"description,omitempty"`
	}

	// A sarifRegion is section 3.30. Columns are 1-based, and the end is the
	// column behind the last character (3.30.8).
	sarifRegion struct {
		StartLine   int           `json:"startLine"`
		StartColumn int           `json:"startColumn"`
		EndLine     int           `json:"endLine"`
		EndColumn   int           `json:"endColumn"`
		Snippet     *sarifContent `json:"snippet,omitempty"`
	}

	// A sarifContent is an artifactContent, section 3.3.
	sarifContent struct {
		Text string `json:"text"`
	}

	// A sarifFix is section 3.55.
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}

	// A sarifChange is an artifactChange, section 3.56.
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}

	// A sarifReplacement is section 3.57.
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifContent `json:"insertedContent"`
	}
)
